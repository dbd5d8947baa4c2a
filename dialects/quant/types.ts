import {
  type AsmPrinter,
  type AttrParser,
  doubleLiteral,
  FloatType,
  IntegerType,
  Tok,
  Type,
  Uniquer,
} from '../../ir/index.js';

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

/**
 * `!quant.uniform<i8:f32, 0.5:-1>` and per axis `!quant.uniform<i8:f32:3, {0.5:-1, 0.25}>`:
 * real = (stored - zero point) * scale. Scales are kept to the last bit.
 */
export class UniformQuantizedType extends Type {
  private static readonly table = new Uniquer<UniformQuantizedType>();
  readonly range: StorageRange;
  readonly expressed: FloatType;
  readonly scales: readonly number[];
  readonly zeroPoints: readonly number[];
  /** The quantized dimension; undefined for one scale a tensor. */
  readonly axis: number | undefined;

  private constructor(
    range: StorageRange,
    expressed: FloatType,
    scales: readonly number[],
    zeroPoints: readonly number[],
    axis: number | undefined,
  ) {
    super();
    this.range = range;
    this.expressed = expressed;
    this.scales = scales;
    this.zeroPoints = zeroPoints;
    this.axis = axis;
  }

  /** One scale for the tensor. */
  static perTensor(
    storage: IntegerType,
    scale: number,
    zeroPoint: number,
    range: StorageRange = fullRange(storage),
  ): UniformQuantizedType {
    return UniformQuantizedType.get(range, FloatType.get('f32'), [scale], [zeroPoint], undefined);
  }

  /** One scale for each index of dimension `axis`. */
  static perAxis(
    storage: IntegerType,
    scales: readonly number[],
    zeroPoints: readonly number[],
    axis: number,
  ): UniformQuantizedType {
    return UniformQuantizedType.get(
      fullRange(storage),
      FloatType.get('f32'),
      scales,
      zeroPoints,
      axis,
    );
  }

  static get(
    range: StorageRange,
    expressed: FloatType,
    scales: readonly number[],
    zeroPoints: readonly number[],
    axis: number | undefined,
  ): UniformQuantizedType {
    const key = `${range.storage.id}:${range.min}:${range.max}:${expressed.id}:${axis ?? ''}:${scales.join(',')}:${zeroPoints.join(',')}`;
    return UniformQuantizedType.table.get(
      key,
      () => new UniformQuantizedType(range, expressed, scales, zeroPoints, axis),
    );
  }

  override get dialect(): string {
    return 'quant';
  }

  get storage(): IntegerType {
    return this.range.storage;
  }

  /** The scale of a per-tensor type, or the first of a per-axis one. */
  get scale(): number {
    return this.scales[0];
  }

  get zeroPoint(): number {
    return this.zeroPoints[0];
  }

  get isPerAxis(): boolean {
    return this.axis !== undefined;
  }

  print(p: AsmPrinter): void {
    const { storage, min, max } = this.range;
    p.write('!quant.uniform<');
    // The reference writes a signed storage type as `i8`, an unsigned one as `u8`.
    p.write(`${storage.signedness === 'unsigned' ? 'u' : 'i'}${storage.width}`);
    const full = fullRange(storage);
    if (min !== full.min || max !== full.max) p.write(`<${min}:${max}>`);
    p.write(':');
    p.type(this.expressed);
    if (this.axis !== undefined) p.write(`:${this.axis}`);
    p.write(', ');
    const pair = (i: number) => {
      p.write(doubleLiteral(this.scales[i]));
      if (this.zeroPoints[i] !== 0) p.write(`:${this.zeroPoints[i]}`);
    };
    if (this.axis === undefined) pair(0);
    else {
      p.write('{');
      p.list(
        this.scales.map((_, i) => i),
        pair,
        ', ',
      );
      p.write('}');
    }
    p.write('>');
  }
}

const MAX_STORAGE_BITS = 32;

/** Parses what follows `!quant.`; undefined when the mnemonic is not of this dialect. */
export function parseQuantType(mnemonic: string, p: AttrParser): Type | undefined {
  if (mnemonic !== 'uniform') return undefined;
  p.expect(Tok.less, "'<'");
  const range = parseStorage(p);
  p.expect(Tok.colon, "':' and the expressed type");
  const at = p.here;
  const expressed = p.type();
  if (!(expressed instanceof FloatType)) p.fail('expressed type must be floating point', at);
  const axis = p.accept(Tok.colon) ? p.smallInteger('the quantized dimension') : undefined;
  if (axis !== undefined && axis < 0) p.fail('illegal quantized dimension: it is negative', at);
  p.expect(Tok.comma, "','");
  const scales: number[] = [];
  const zeroPoints: number[] = [];
  const pair = () => {
    scales.push(parseScale(p));
    const zeroAt = p.here;
    const zeroPoint = p.accept(Tok.colon) ? p.smallInteger('a zero point') : 0;
    if (zeroPoint < range.min || zeroPoint > range.max) {
      p.fail(
        `zero point ${zeroPoint} lies outside the storage range ${range.min}…${range.max}`,
        zeroAt,
      );
    }
    zeroPoints.push(zeroPoint);
  };
  if (axis === undefined) pair();
  else p.delimitedList(Tok.lbrace, '{', Tok.rbrace, '}', pair);
  p.expect(Tok.greater, "'>'");
  return UniformQuantizedType.get(range, expressed, scales, zeroPoints, axis);
}

function parseStorage(p: AttrParser): StorageRange {
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

function parseScale(p: AttrParser): number {
  const at = p.here;
  const negative = p.accept(Tok.minus);
  if (!p.is(Tok.float)) p.fail('expected a scale such as 0.5');
  const scale = Number(p.lexer.text) * (negative ? -1 : 1);
  p.advance();
  if (!(scale > 0) || !Number.isFinite(scale)) p.fail(`illegal scale: ${scale}`, at);
  return scale;
}
