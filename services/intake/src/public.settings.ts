/** Injection token of the name of the channel that the public page raises appeals in; `null` where a deployment has none. */
export const PUBLIC_CHANNEL = Symbol('public channel');

const usualName = 'public-page';

/** SUQIAO_PUBLIC_CHANNEL: a channel's name, or `off`. @throws Error naming the variable */
export function publicChannelIn(environment: NodeJS.ProcessEnv): string | null {
  const given = environment['SUQIAO_PUBLIC_CHANNEL']?.trim() ?? '';
  if (given === 'off') return null;
  if (given === '') return usualName;
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(given)) throw new Error('SUQIAO_PUBLIC_CHANNEL is no channel name: 2 to 40 lower-case letters, digits or hyphens, beginning with a letter');
  return given;
}
