import type { Reader } from '@suqiao/contracts';

/**
 * Whether a reader who may see an appeal may also see whom it comes from: a supervisor, and the people of the unit whose turn
 * it is (of any unit of their division where they work for all of it). Who only had a part in it asks that unit.
 * @param responsibleUnitId the unit that has the case; null before there is one
 */
export function mayUnmask({ role, unitId }: Pick<Reader, 'role' | 'unitId'>, responsibleUnitId: string | null): boolean {
  if (role === 'supervisor') return true;
  return (role === 'unitHandler' || role === 'unitHead') && (unitId === null || unitId === responsibleUnitId);
}
