import {
  type AsmPrinter,
  type AttrParser,
  FloatAttr,
  FloatType,
  type IntegerType,
  Tok,
  Type,
  Uniquer,
  valueOfBits,
} from '../../ir/index.js';
import { fullRange, parseStorage, printStorage, type StorageRange } from './storage.js';

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
    p.write('!quant.uniform<');
    printStorage(p, this.range);
    p.write(':');
    p.type(this.expressed);
    if (this.axis !== undefined) p.write(`:${this.axis}`);
    p.write(', ');
    const pair = (i: number) => {
      printDouble(p, this.scales[i]);
      if (this.zeroPoints[i] !== 0) p.write(`:${this.zeroPoints[i]}`);
    };
    if (this.axis === undefined) pair(0);
    else {
      p.write('{');
      p.list(
        this.scales.map((_, i) => i),
        pair,
        ',',
      );
      p.write('}');
    }
    p.write('>');
  }
}

/** A double as the reference prints it: exact. */
function printDouble(p: AsmPrinter, value: number): void {
  p.attributeWithoutType(FloatAttr.f64(value));
}

/** `!quant.any<i8<-16:16>:f32>`: stored integers whose scale is not known; expressed type or none. */
export class AnyQuantizedType extends Type {
  private static readonly table = new Uniquer<AnyQuantizedType>();
  readonly range: StorageRange;
  readonly expressed: FloatType | undefined;

  private constructor(range: StorageRange, expressed: FloatType | undefined) {
    super();
    this.range = range;
    this.expressed = expressed;
  }

  static get(range: StorageRange, expressed?: FloatType): AnyQuantizedType {
    const { storage, min, max } = range;
    return AnyQuantizedType.table.get(
      `${storage.id}:${min}:${max}:${expressed?.id ?? ''}`,
      () => new AnyQuantizedType(range, expressed),
    );
  }

  override get dialect(): string {
    return 'quant';
  }

  print(p: AsmPrinter): void {
    p.write('!quant.any<');
    printStorage(p, this.range);
    if (this.expressed) {
      p.write(':');
      p.type(this.expressed);
    }
    p.write('>');
  }
}

/** `!quant.calibrated<f32<-0.998:1.2321>>`: floats whose range is known, and not how they are stored. */
export class CalibratedQuantizedType extends Type {
  private static readonly table = new Uniquer<CalibratedQuantizedType>();
  readonly expressed: FloatType;
  readonly min: number;
  readonly max: number;

  private constructor(expressed: FloatType, min: number, max: number) {
    super();
    this.expressed = expressed;
    this.min = min;
    this.max = max;
  }

  static get(expressed: FloatType, min: number, max: number): CalibratedQuantizedType {
    return CalibratedQuantizedType.table.get(
      `${expressed.id}:${min}:${max}`,
      () => new CalibratedQuantizedType(expressed, min, max),
    );
  }

  override get dialect(): string {
    return 'quant';
  }

  print(p: AsmPrinter): void {
    p.write('!quant.calibrated<');
    p.type(this.expressed);
    p.write('<');
    printDouble(p, this.min);
    p.write(':');
    printDouble(p, this.max);
    p.write('>>');
  }
}

/** Parses what follows `!quant.`; undefined when the mnemonic is not of this dialect. */
export function parseQuantType(mnemonic: string, p: AttrParser): Type | undefined {
  switch (mnemonic) {
    case 'any':
      return parseAny(p);
    case 'calibrated':
      return parseCalibrated(p);
    case 'uniform':
      return parseUniform(p);
    default:
      return undefined;
  }
}

function parseExpressed(p: AttrParser): FloatType {
  const at = p.here;
  const expressed = p.type();
  if (expressed instanceof FloatType) return expressed;
  return p.fail(`expressed type must be floating point, found '${expressed}'`, at);
}

function parseAny(p: AttrParser): Type {
  p.expect(Tok.less, "'<'");
  const range = parseStorage(p);
  const expressed = p.accept(Tok.colon) ? parseExpressed(p) : undefined;
  p.expect(Tok.greater, "'>'");
  return AnyQuantizedType.get(range, expressed);
}

function parseCalibrated(p: AttrParser): Type {
  p.expect(Tok.less, "'<'");
  const expressed = parseExpressed(p);
  p.expect(Tok.less, "'<' and the least and the greatest value");
  const at = p.here;
  const min = parseDouble(p, 'the least value');
  p.expect(Tok.colon, "':'");
  const max = parseDouble(p, 'the greatest value');
  if (!(max > min)) p.fail(`illegal min and max: (${min}:${max})`, at);
  p.expect(Tok.greater, "'>'");
  p.expect(Tok.greater, "'>'");
  return CalibratedQuantizedType.get(expressed, min, max);
}

function parseUniform(p: AttrParser): Type {
  p.expect(Tok.less, "'<'");
  const range = parseStorage(p);
  p.expect(Tok.colon, "':' and the expressed type");
  const at = p.here;
  const expressed = parseExpressed(p);
  const axis = p.accept(Tok.colon) ? p.smallInteger('the quantized dimension') : undefined;
  if (axis !== undefined && axis < 0) p.fail('illegal quantized dimension: it is negative', at);
  p.expect(Tok.comma, "','");
  const scales: number[] = [];
  const zeroPoints: number[] = [];
  const pair = () => {
    scales.push(parseScale(p));
    zeroPoints.push(p.accept(Tok.colon) ? p.smallInteger('a zero point') : 0);
  };
  if (axis === undefined) pair();
  else p.delimitedList(Tok.lbrace, '{', Tok.rbrace, '}', pair);
  p.expect(Tok.greater, "'>'");
  return UniformQuantizedType.get(range, expressed, scales, zeroPoints, axis);
}

/** A decimal, or in hex the bits of a double. */
function parseDouble(p: AttrParser, what: string): number {
  const negative = p.accept(Tok.minus);
  const { text } = p.lexer;
  const isHex = p.is(Tok.integer) && text.startsWith('0x');
  if (!p.is(Tok.float) && !isHex) p.fail(`expected ${what}, a float such as 0.5`);
  const value = isHex ? valueOfBits(BigInt(text), 'f64') : Number(text);
  p.advance();
  return negative ? -value : value;
}

function parseScale(p: AttrParser): number {
  const at = p.here;
  const scale = parseDouble(p, 'a scale');
  if (!(scale > 0) || !Number.isFinite(scale)) p.fail(`illegal scale: ${scale}`, at);
  return scale;
}
