import fc from 'fast-check';
import { addressFault, allowedInside, isNamed, mayConnect } from './webhook-address';

const nothing = allowedInside('');
const faultOf = (text: string, allowed = nothing) => addressFault(new URL(text), allowed);

it.each([
  ['http://hooks.example.cn/in', 'webhook.https'], ['ftp://hooks.example.cn/in', 'webhook.https'], ['https://user:secret@hooks.example.cn/', 'webhook.credentials'],
  ['https://127.0.0.1/', 'webhook.inside'], ['https://2130706433/', 'webhook.inside'], ['https://0x7f.1/', 'webhook.inside'], ['https://10.1.2.3/', 'webhook.inside'], ['https://192.168.0.1:8443/', 'webhook.inside'],
  ['https://169.254.169.254/latest/meta-data', 'webhook.inside'], ['https://100.64.0.1/', 'webhook.inside'], ['https://0.0.0.0/', 'webhook.inside'], ['https://[::1]/', 'webhook.inside'], ['https://[fd00::1]/', 'webhook.inside'],
  ['https://[::ffff:10.0.0.1]/', 'webhook.inside'], ['https://[64:ff9b::a00:1]/', 'webhook.inside'], ['https://[fe80::1]/', 'webhook.inside'], ['https://[::127.0.0.1]/', 'webhook.inside'], ['https://[4000::1]/', 'webhook.inside'], ['https://[2002:7f00:1::]/', 'webhook.inside'], ['https://localhost/', 'webhook.inside'], ['https://mongo.internal/', 'webhook.inside'],
  ['https://kafka/', 'webhook.inside'], ['https://hooks.example.cn:27017/', 'webhook.port'], ['https://hooks.example.cn:22/', 'webhook.port'],
  ['https://hooks.example.cn/in?key=1', null], ['https://hooks.example.cn:8443/', null], ['https://8.8.8.8/', null], ['https://[2400:3200::1]/', null],
])('%s → %p', (text, fault) => {
  expect(faultOf(text)).toBe(fault);
});

it('connects to no address that is not public, in whatever clothes it comes', () => {
  const inside = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), fc.nat(255), fc.nat(255), fc.nat(255)), fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)), fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255), fc.nat(255)), fc.tuple(fc.integer({ min: 224, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255)),
  ).map((bytes) => bytes.join('.'));
  fc.assert(fc.property(inside, (address) => {
    expect([mayConnect(address, nothing), mayConnect(`::ffff:${address}`, nothing)]).toEqual([false, false]);
  }));
  expect(mayConnect('not an address', nothing)).toBe(false);
});

it('lets a deployment name hosts and networks of its own', () => {
  const own = allowedInside('10.20.0.0/16, hooks.gov.internal, 127.0.0.1:9000');
  expect([faultOf('https://10.20.3.4/', own), faultOf('http://hooks.gov.internal/x', own), faultOf('http://127.0.0.1:9000/', own)]).toEqual([null, null, null]);
  expect([faultOf('https://10.21.3.4/', own), faultOf('http://127.0.0.1:9001/', own), faultOf('http://10.20.3.4/', own)]).toEqual(['webhook.inside', 'webhook.https', 'webhook.https']);
  expect([mayConnect('10.20.255.1', own), mayConnect('::ffff:10.20.0.1', own), mayConnect('10.21.0.1', own)]).toEqual([true, true, false]);
  expect(isNamed(new URL('https://hooks.gov.internal:8443/'), own)).toBe(true);
});

it.each(['10.0.0.0/33', 'http://x', 'a b'])('refuses %j as an allowance', (text) => {
  expect(() => allowedInside(text)).toThrow('WEBHOOK_ALLOW');
});
