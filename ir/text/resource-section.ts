import type { ResourceBlob } from '../elements.js';
import type { AttrParser } from './attr-parser.js';
import { bytesOfHex } from './hex.js';
import { Tok } from './lexer.js';
import type { ExternalResource } from './print-options.js';

/** `{-# dialect_resources: {builtin: {key: "0x…"}}, external_resources: {…} #-}`. */
export function parseResourceSection(p: AttrParser): void {
  p.advance();
  p.commaList(
    () => p.is(Tok.metadataEnd),
    () => {
      const at = p.here;
      if (!p.is(Tok.bareIdent)) {
        p.fail('expected identifier key in file metadata dictionary', at);
      }
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

/** Who asks for a group judges its entries; nobody else does. */
function externalGroup(p: AttrParser, group: string): void {
  const { external } = p.tables;
  const entries = external.get(group) ?? [];
  external.set(group, entries);
  dictionary(p, (key, at) => {
    const [keyLoc, valueLoc] = [p.locationAt(at), p.locationAt(p.here)];
    entries.push({ key, value: externalValue(p, key), keyLoc, valueLoc });
  });
}

/** `true`, `false`, a text, or a blob. */
function externalValue(p: AttrParser, key: string): ExternalResource['value'] {
  if (p.acceptKeyword('true')) return true;
  if (p.acceptKeyword('false')) return false;
  if (!p.is(Tok.string)) p.fail(`expected string value for key '${key}'`, p.here);
  const isBlob = p.lexer.source.startsWith('0x', p.lexer.start + 1);
  return isBlob ? blobOf(p, key) : p.string();
}

function dictionary(p: AttrParser, entry: (key: string, at: number) => void): void {
  p.expect(Tok.lbrace, "'{'");
  p.commaList(
    () => p.is(Tok.rbrace),
    () => {
      const at = p.here;
      if (!p.is(Tok.string) && !p.is(Tok.bareIdent)) p.fail('expected a key', at);
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
    if (!p.is(Tok.string)) p.fail('expected a resource string', p.here);
    if (dialect !== 'builtin') {
      p.advance();
      return;
    }
    const given = { ...blobOf(p, key), isMissing: false };
    const blob = p.tables.resources.get(key);
    if (blob && !blob.isMissing) p.fail(`redefinition of the resource '${key}'`, at);
    if (blob) Object.assign(blob, given);
    else p.tables.resources.set(key, given);
  });
}

/** `"0x…"`: the blob of a key. */
function blobOf(p: AttrParser, key: string): ResourceBlob {
  const valueAt = p.here;
  const { source, start, end } = p.lexer;
  p.advance();
  // The digits lie between the quotes, behind 0x; the first four bytes are the alignment.
  const from = start + 3;
  const to = end - 1;
  const middle = Math.min(from + 8, to);
  const isHex = source.startsWith('0x', start + 1);
  const head = isHex ? bytesOfHex(source, from, middle) : undefined;
  // Bytes of their own start at an aligned address, so that wider elements can be viewed in place.
  const bytes = head && bytesOfHex(source, middle, to);
  if (!bytes) p.fail(`expected hex string blob for key '${key}'`, valueAt);
  if (head.length < 4) {
    p.fail(
      `expected hex string blob for key '${key}' to encode alignment in first 4 bytes`,
      valueAt,
    );
  }
  const alignment = new DataView(head.buffer).getUint32(0, true);
  const isEmpty = bytes.length === 0 && alignment === 0;
  if (!isEmpty && (alignment === 0 || (alignment & (alignment - 1)) !== 0)) {
    p.fail(`expected a power of two as alignment of '${key}', found ${alignment}`, valueAt);
  }
  return { key, alignment, bytes };
}
