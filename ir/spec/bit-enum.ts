/** Sets of named bits in text: `nnan,ninf`; a name of several bits stands for all of them. */
import type { AttrParser } from '../text/attr-parser.js';
import { Tok } from '../text/lexer.js';
import { nearest } from '../text/nearest.js';
import type { EnumCase } from './op-spec.js';

/** Groups whose bits are all there come first, then the bits that are left, in declared order. */
export function bitEnumText(value: number, cases: readonly EnumCase[], separator: string): string {
  if (value === 0) return cases.find((c) => c.value === 0n)?.text ?? '';
  const names: string[] = [];
  let left = value;
  for (const pass of ['groups', 'bits']) {
    for (const c of cases) {
      const bits = Number(c.value);
      const isGroup = (bits & (bits - 1)) !== 0;
      if (bits === 0 || isGroup !== (pass === 'groups') || (left & bits) !== bits) continue;
      names.push(c.text);
      left &= ~bits;
    }
  }
  return names.join(separator);
}

/** Names with a comma or a bar between them, whatever space the printed form puts there. */
export function parseBitEnum(p: AttrParser, cases: readonly EnumCase[], separator: string): number {
  const between = separator.trim() === '|' ? Tok.bar : Tok.comma;
  let value = 0;
  do {
    const at = p.here;
    const texts = cases.map((c) => c.text);
    const word = p.keyword(`one of ${texts.join(', ')}`);
    const found = cases.find((c) => c.text === word);
    if (!found) {
      const near = nearest(word, texts);
      p.fail(
        `expected one of ${texts.join(', ')}, found '${word}'${near ? `; did you mean '${near}'?` : ''}`,
        at,
      );
    }
    value |= Number(found.value);
  } while (p.accept(between));
  return value;
}
