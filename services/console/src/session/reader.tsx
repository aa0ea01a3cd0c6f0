import { readerSchema, type Reader } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { createContext, use, type ReactNode } from 'react';
import { FullPage, ProblemNotice } from '../parts/notices';
import { useApi } from './session';

const ReaderContext = createContext<Reader | null>(null);

/** Who is reading. @throws Error where nobody is signed in */
export function useReader(): Reader {
  const reader = use(ReaderContext);
  if (reader === null) throw new Error('useReader is used outside of ReaderProvider');
  return reader;
}

/** The page on which a role starts. */
export function startPathOf(role: Reader['role']): '/board' | '/inbox' {
  return role === 'unitHandler' || role === 'unitHead' ? '/inbox' : '/board';
}

/** Whether a role may open the board and its stream of changes. */
export function seesBoard(role: Reader['role']): boolean {
  return role !== 'unitHandler';
}

/** Whether a role keeps lists of cases to watch. */
export function mayWatch(role: Reader['role']): boolean {
  return role === 'supervisor' || role === 'unitHead' || role === 'administrator';
}

/** Whether a reader works for a federation and brings files, keeps records. */
export function isOfficer({ role, unitId }: Reader): boolean {
  return (role === 'supervisor' || role === 'unitHandler' || role === 'unitHead') && (unitId === null || unitId.endsWith('-federation'));
}

/** Whether a reader may look enterprises up. */
export function readsRegister(reader: Reader): boolean {
  return reader.role === 'analyst' || isOfficer(reader);
}

/** Whether a reader keeps what is the whole province's: its administrators. */
export function readsRouting({ role, level }: Reader): boolean {
  return role === 'administrator' && level === 'province';
}

/** Whether a role reads the audit trail: supervisors of their own division, administrators. */
export function readsAudit(role: Reader['role']): boolean {
  return role === 'supervisor' || role === 'administrator';
}

/** Whether a reader belongs to those who write, sign and track special reports: the province's. */
export function readsReports({ role, level, unitId }: Reader): boolean {
  return level === 'province' && unitId === null && role !== 'unitHandler' && role !== 'unitHead';
}

/** Asks the API who the token says is reading, before any page is shown. */
export function ReaderProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const { data, error, refetch } = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => api.ask('/api/v1/me', readerSchema, { signal }), staleTime: Infinity });
  if (data !== undefined) return <ReaderContext value={data}>{children}</ReaderContext>;
  if (error !== null) return <FullPage><ProblemNotice error={error} onRetry={() => void refetch()} /></FullPage>;
  return <FullPage busy />;
}
