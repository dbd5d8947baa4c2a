import { StringAttr } from '../attributes.js';
import type { AttrParser } from './attr-parser.js';
import { Tok } from './lexer.js';

/** `{-# dialect_resources: {builtin: {key: "0x…"}}, external_resources: {…} #-}`. */
export function parseResourceSection(p: AttrParser): void {
  p.advance();
  p.commaList(
    () => p.is(Tok.metadataEnd),
    () => {
      const at = p.here;
      const section = p.keyword('identifier key in file metadata dictionary');
      p.expect(Tok.colon, "':'");
      if (section === 'dialect_resources')
        dictionary(p, (d, dialectAt) => dialectResources(p, d, dialectAt));
      else if (section === 'external_resources') dictionary(p, (group) => externalGroup(p, group));
      else p.fail(`unknown key '${section}' in file metadata dictionary`, at);
    },
  );
  p.expect(Tok.metadataEnd, "'#-}' to end the file metadata");
}

/** Who asked for a group gets its entries as text; others are read over. */
function externalGroup(p: AttrParser, group: string): void {
  dictionary(p, (key) => {
    const value = p.attribute();
    const text = value instanceof StringAttr ? value.value : `${value}`;
    const entries = p.tables.external.get(group);
    if (entries) entries[key] = text;
    else p.tables.external.set(group, { [key]: text });
  });
}

function dictionary(p: AttrParser, entry: (key: string, at: number) => void): void {
  p.expect(Tok.lbrace, "'{'");
  p.commaList(
    () => p.is(Tok.rbrace),
    () => {
      const at = p.here;
      const key = p.keywordOrString('a key');
      p.expect(Tok.colon, "':'");
      entry(key, at);
    },
  );
  p.expect(Tok.rbrace, "',' or '}'");
}

function dialectResources(p: AttrParser, dialect: string, dialectAt: number): void {
  if (!p.context.knownDialects.includes(dialect)) {
    p.fail(`dialect '${dialect}' is unknown`, dialectAt);
  }
  dictionary(p, (key, at) => {
    const valueAt = p.here;
    const text = p.string('a resource string');
    if (dialect !== 'builtin') return;
    if (!/^0x([0-9A-Fa-f]{2})*$/.test(text.slice(0, 64)) || text.length % 2 !== 0) {
      p.fail(`expected hex string blob for key '${key}'`, valueAt);
    }
    const raw = Buffer.from(text.slice(2), 'hex');
    if (raw.length * 2 !== text.length - 2 || raw.length < 4) {
      p.fail(
        `expected hex string blob for key '${key}' to encode alignment in first 4 bytes`,
        valueAt,
      );
    }
    const alignment = raw.readUInt32LE(0);
    if (alignment === 0 || (alignment & (alignment - 1)) !== 0) {
      p.fail(`expected a power of two as alignment of '${key}', found ${alignment}`, valueAt);
    }
    const blob = p.tables.resources.get(key);
    if (blob && !blob.isMissing) p.fail(`redefinition of the resource '${key}'`, at);
    // A copy starts at an aligned address, so that wider elements can be viewed in place.
    const bytes = new Uint8Array(raw.subarray(4));
    if (blob) Object.assign(blob, { alignment, bytes, isMissing: false });
    else p.tables.resources.set(key, { key, alignment, bytes, isMissing: false });
  });
}
