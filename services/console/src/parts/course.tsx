import type { ReactNode } from 'react';

interface CourseLine {
  readonly key: number;
  readonly colour: string;
  readonly content: ReactNode;
}

/** A course of events as a line with a dot each. The component library's own weighs as much as a page. */
export function Course({ lines }: { readonly lines: readonly CourseLine[] }) {
  return (
    <ol className="course">
      {lines.map(({ key, colour, content }) => <li key={key}><svg className="course-dot" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="4.500" fill="var(--panel)" stroke={colour} strokeWidth="2.500" /></svg>{content}</li>)}
    </ol>
  );
}
