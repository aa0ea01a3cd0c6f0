import ipaddr from 'ipaddr.js';

/** What a deployment allows besides public addresses over https. */
export interface AllowedInside {
  /** `host` or `host:port`, lower case; also over http. */
  readonly hosts: ReadonlySet<string>;
  readonly networks: [ipaddr.IPv4 | ipaddr.IPv6, number][];
}

/** Why a webhook's address is refused, as a rule of the problem. */
export type AddressFault = 'webhook.https' | 'webhook.credentials' | 'webhook.inside' | 'webhook.port';

/** Ports that no webhook listens on; the browsers' and proxies' list of what is another protocol's. */
const otherProtocols: ReadonlySet<number> = new Set([1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 53, 69, 110, 111, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515, 587, 636, 993, 995, 2049, 3306, 5432, 6000, 6379, 9092, 11211, 27017]);

/**
 * Reads WEBHOOK_ALLOW: hosts, `host:port` and networks (`10.0.0.0/8`), comma separated.
 * @throws Error naming the entry that is not understood: a misread network would open another one
 */
export function allowedInside(text: string): AllowedInside {
  const entries = text.split(',').map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== '');
  const networks = entries.filter((entry) => entry.includes('/')).map((entry) => {
    if (!ipaddr.isValidCIDR(entry)) throw new Error(`WEBHOOK_ALLOW: ${entry} is not a network`);
    return ipaddr.parseCIDR(entry);
  });
  const hosts = entries.filter((entry) => !entry.includes('/'));
  const wrong = hosts.find((host) => !/^[\w.-]+(:\d{1,5})?$/.test(host));
  if (wrong !== undefined) throw new Error(`WEBHOOK_ALLOW: ${wrong} is neither a host nor host:port`);
  return { hosts: new Set(hosts), networks };
}

/** Whether a connection to an address may be made: public unicast, or in a network that is allowed. */
export function mayConnect(address: string, { networks }: AllowedInside): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in IPv6's clothes is judged as what it is.
  const parsed = ipaddr.process(address);
  return isPublic(parsed) || ipaddr.subnetMatch(parsed, { allowed: networks }, 'other') === 'allowed';
}

/** Of IPv6 only what is given out to the world: the rest of its `unicast` is unallocated, or IPv4 in an older dress. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(globalUnicast));
}

/** Whether the deployment named this host, so that it is reached whatever its address. */
export function isNamed({ hostname, port, protocol }: Pick<URL, 'hostname' | 'port' | 'protocol'>, { hosts }: AllowedInside): boolean {
  const host = hostname.toLowerCase();
  return hosts.has(host) || hosts.has(`${host}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`);
}

/** What is wrong with a webhook's address by itself, before any name is looked up; `null`: nothing. */
export function addressFault(url: URL, allowed: AllowedInside): AddressFault | null {
  if (url.username !== '' || url.password !== '') return 'webhook.credentials';
  const named = isNamed(url, allowed);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && named)) return 'webhook.https';
  if (named) return null;
  if (otherProtocols.has(Number(url.port))) return 'webhook.port';
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(literal)) return mayConnect(literal, allowed) ? null : 'webhook.inside';
  // Names that only a closed network knows.
  return /(^|\.)(localhost|local|internal|lan|home|corp|intranet)\.?$/i.test(literal) || !literal.includes('.') ? 'webhook.inside' : null;
}
