import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';

interface SureButtonProps {
  /** What is done, on the button. */
  readonly label: string;
  /** The button's name where many of them stand below each other. */
  readonly name?: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly danger?: boolean;
  readonly loading: boolean;
  readonly onSure: () => void;
}

/** A button that asks once more in its own place, for what cannot be taken back; Escape leaves everything as it was. */
export function SureButton({ label, name = label, question, yes, no, danger = false, loading, onSure }: SureButtonProps) {
  const [asking, setAsking] = useState(false);
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (asking) confirm.current?.focus(); }, [asking]);
  if (!asking) return <Button danger={danger} loading={loading} aria-label={name} onClick={() => { setAsking(true); }}>{label}</Button>;
  return (
    <span className="sure" role="group" aria-label={name} onKeyDown={(event) => { if (event.key === 'Escape') setAsking(false); }}>
      <span role="alert">{question}</span>
      <Button ref={confirm} type="primary" danger={danger} onClick={() => { setAsking(false); onSure(); }}>{yes}</Button>
      <Button onClick={() => { setAsking(false); }}>{no}</Button>
    </span>
  );
}
