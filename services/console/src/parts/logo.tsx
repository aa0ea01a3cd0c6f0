/** The mark of Suqiao: a bridge with a light above it. Decorative: the name stands beside it. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg className="logo" viewBox="0 0 40 40" width={size} height={size} aria-hidden="true">
      <rect width="40" height="40" rx="9" fill="#1b5fa8" />
      <path d="M5 28h30M9 28v-4.5M15 28v-9M20 28v-10.5M25 28v-9M31 28v-4.5M5 25.5C11 14.500 29 14.500 35 25.500" fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
      <circle cx="20" cy="10.5" r="2.8" fill="#f2b441" />
    </svg>
  );
}
