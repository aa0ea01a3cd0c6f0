import { useId } from 'react';

interface SelectBoxProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** The browser's own list with its label: it weighs nothing, and a phone shows it in its own way. */
export function SelectBox({ label, value, options, onChange }: SelectBoxProps) {
  const id = useId();
  return (
    <span className="select-box">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => { onChange(event.target.value); }}>{options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}</select>
    </span>
  );
}
