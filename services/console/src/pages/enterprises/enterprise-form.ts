import { enterpriseSizeSchema, type Enterprise, type EnterpriseDetails } from '@suqiao/contracts';

/** The form as it is written: every field a text. */
export interface EnterpriseForm {
  readonly creditCode: string;
  readonly name: string;
  readonly formerNames: string;
  readonly divisionCode: string;
  readonly address: string;
  readonly industryCode: string;
  readonly size: string;
  readonly isPrivate: string;
  readonly chambers: string;
}

/** The form of an enterprise; of none, an empty one in a division. */
export function formOf(enterprise: Enterprise | undefined, divisionCode: string): EnterpriseForm {
  return {
    creditCode: enterprise?.creditCode ?? '', name: enterprise?.name ?? '', formerNames: enterprise?.formerNames.join('\n') ?? '', divisionCode: enterprise?.divisionCode ?? divisionCode, address: enterprise?.address ?? '',
    industryCode: enterprise?.industryCode ?? '', size: enterprise?.size ?? '', isPrivate: enterprise?.isPrivate?.toString() ?? '', chambers: enterprise?.chambers.join('\n') ?? '',
  };
}

/** What the API is sent. An empty field is not known. */
export function detailsOf({ name, formerNames, divisionCode, address, industryCode, size, isPrivate, chambers }: EnterpriseForm): EnterpriseDetails {
  const known = (text: string) => (text.trim() === '' ? undefined : text.trim());
  const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const [knownAddress, knownIndustry, knownSize] = [known(address), known(industryCode)?.toUpperCase(), enterpriseSizeSchema.safeParse(size).data];
  return {
    name: name.trim(), formerNames: lines(formerNames), divisionCode: divisionCode.trim(), chambers: lines(chambers), ...(knownAddress !== undefined && { address: knownAddress }),
    ...(knownIndustry !== undefined && { industryCode: knownIndustry }), ...(knownSize !== undefined && { size: knownSize }), ...(isPrivate !== '' && { isPrivate: isPrivate === 'true' }),
  };
}

/** What is asked for in a list, as its address keeps it. */
export interface EnterpriseFilter {
  readonly q: string;
  readonly size: string;
  readonly scope: 'all' | 'provisional' | 'confirmed';
}

export function filterFromAddress(parameters: URLSearchParams): EnterpriseFilter {
  const scope = parameters.get('scope');
  return { q: parameters.get('q') ?? '', size: enterpriseSizeSchema.safeParse(parameters.get('size')).data ?? '', scope: scope === 'provisional' || scope === 'confirmed' ? scope : 'all' };
}

/** The address of a filter: only what is asked for. */
export function addressOf({ q, size, scope }: EnterpriseFilter): URLSearchParams {
  return new URLSearchParams({ ...(q !== '' && { q }), ...(size !== '' && { size }), ...(scope !== 'all' && { scope }) });
}

/** The API's query of a filter. */
export function queryOf({ q, size, scope }: EnterpriseFilter, cursor: string | null): string {
  return new URLSearchParams({ limit: '50', ...(q !== '' && { q }), ...(size !== '' && { size }), ...(scope !== 'all' && { provisional: String(scope === 'provisional') }), ...(cursor !== null && { cursor }) }).toString();
}
