import { XMLParser } from 'fast-xml-parser';
import * as fc from 'fast-check';
import { xmlOf } from './open311.writing';

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreDeclaration: true, isArray: (name) => name === 'request' });
/** What XML can hold; a carriage return reads back as a line feed. */
const holds = (text: string) => /^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(text);

describe('the XML of Open311', () => {
  it('is the element of each list, and an empty element for what is not known', () => {
    expect(xmlOf('service_requests', [{ service_request_id: 'SQ1', status_notes: null, lat: 36.5 }]).replaceAll(/\s*\n\s*/g, '')).toBe(
      '<?xml version="1.0" encoding="utf-8"?><service_requests><request><service_request_id>SQ1</service_request_id><status_notes/><lat>36.5</lat></request></service_requests>',
    );
    expect(xmlOf('service_requests', [])).toMatch(/<service_requests(\/>|><\/service_requests>)/);
    expect(xmlOf('discovery', { endpoints: [{ formats: ['text/xml', 'application/json'] }] }).replaceAll(/\s*\n\s*/g, '')).toContain('<endpoints><endpoint><formats><format>text/xml</format><format>application/json</format></formats></endpoint></endpoints>');
  });

  it('escapes what a person wrote, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => holds(text) && text.trim() !== ''), (description) => {
      expect(parser.parse(xmlOf('service_requests', [{ description }]))).toEqual({ service_requests: { request: [{ '#text': expect.any(String) as unknown, description }], '#text': expect.any(String) as unknown } });
    }));
    const hostile = '</description><script>alert(1)</script>&amp;]]><![CDATA[x]]> "济南" \'';
    const xml = xmlOf('errors', [{ code: 400, description: hostile }]);
    expect(xml).not.toContain('<script>');
    expect(xml).not.toContain('<![CDATA[');
  });

  it('replaces what XML has no place for', () => {
    expect(xmlOf('errors', [{ code: 400, description: 'a\uffffb\u0001c' }])).toContain('a\ufffdb\ufffdc');
  });
});
