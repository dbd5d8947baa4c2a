/** The integers that quantized elements are stored as, in a type and in its text. */
import { type AsmPrinter, type AttrParser, IntegerType, Tok } from '../../ir/index.js';

/** What one quantized element stores: an integer of `storage`, between `min` and `max`. */
export interface StorageRange {
  readonly storage: IntegerType;
  readonly min: number;
  readonly max: number;
}

/** All values of an integer type; a signless one counts as signed. */
export function fullRange(storage: IntegerType): StorageRange {
  const unsigned = storage.signedness === 'unsigned';
  const span = 2 ** storage.width;
  return { storage, min: unsigned ? 0 : -span / 2, max: unsigned ? span - 1 : span / 2 - 1 };
}

/** `i8`, `u8`, `i8<-127:127>`: the range where it is not that of the type. */
export function printStorage(p: AsmPrinter, { storage, min, max }: StorageRange): void {
  // The reference writes a signed storage type as `i8`, an unsigned one as `u8`.
  p.write(`${storage.signedness === 'unsigned' ? 'u' : 'i'}${storage.width}`);
  const full = fullRange(storage);
  if (min !== full.min || max !== full.max) p.write(`<${min}:${max}>`);
}

const MAX_STORAGE_BITS = 32;

export function parseStorage(p: AttrParser): StorageRange {
  const at = p.here;
  const word = p.keyword('a storage type such as i8 or u8');
  const match = /^(i|u|si|ui)([1-9]\d*)$/.exec(word);
  if (!match) p.fail('illegal storage type: expected i8, u8, i16 …', at);
  const width = Number(match[2]);
  if (width > MAX_STORAGE_BITS) p.fail(`illegal storage type size: ${width}`, at);
  const storage = IntegerType.get(width, match[1].startsWith('u') ? 'unsigned' : 'signless');
  const full = fullRange(storage);
  if (!p.accept(Tok.less)) return full;
  const min = p.smallInteger('the smallest stored value');
  p.expect(Tok.colon, "':'");
  const max = p.smallInteger('the largest stored value');
  if (min < full.min || max > full.max || min >= max) {
    p.fail(`illegal storage range ${min}:${max} for ${word}`, at);
  }
  p.expect(Tok.greater, "'>'");
  return { storage, min, max };
}
