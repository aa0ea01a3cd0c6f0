import { useId } from 'react';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly mostCharacters: number;
  readonly onChange: (value: string) => void;
}

/** The browser's own search field with its label: lists open with it, so that it must weigh nothing. */
export function SearchField({ label, value, mostCharacters, onChange }: SearchFieldProps) {
  const id = useId();
  return (
    <span className="select-box search-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="search" value={value} maxLength={mostCharacters} onChange={(event) => { onChange(event.target.value); }} />
    </span>
  );
}
