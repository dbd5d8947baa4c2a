/**
 * Random operations of a dialect, made from its spec alone: types and attributes out of a pool, most
 * of them such as the spec wants, some not. In generic form, so that both tools read them.
 */
import type { Attribute, Context, OpSpec, Type } from '../../ir/index.js';
import { parseAttribute, TypeAttr } from '../../ir/index.js';
import type { Random } from './random.js';

const SCALARS =
  'i1 i4 i8 i16 i32 i48 i64 si8 ui8 ui16 index f16 bf16 f32 f64 complex<f32> complex<f64>'.split(
    ' ',
  );
const CONTAINERS = [
  '',
  'tensor<4x_>',
  'tensor<2x3x_>',
  'tensor<?x3x_>',
  'tensor<1x4x4x_>',
  'tensor<1x4x4x2x_>',
  'tensor<_>',
  'tensor<1x_>',
  'tensor<*x_>',
  'vector<4x_>',
  'vector<2x3x_>',
  'vector<[4]x_>',
  'memref<4x_>',
];
const OTHERS = [
  'none',
  '!quant.uniform<i8:f32, 5.000000e-01>',
  'tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>',
  'tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:3>>',
  '!tosa.shape<2>',
  'tuple<i32>',
];

const ATTRIBUTES = [
  ...['i1', 'i8', 'i16', 'i32', 'i64', 'index'].flatMap((t) =>
    t === 'i1' ? ['true', 'false'] : [`0 : ${t}`, `1 : ${t}`, `-3 : ${t}`, `2 : ${t}`],
  ),
  ...['f16', 'f32', 'f64'].flatMap((t) => [`1.5 : ${t}`, `-2.0 : ${t}`]),
  ...[0, 1, 2, 3, 4, 5, 6].flatMap((n) =>
    ['i8', 'i32', 'i64'].map((t) => {
      const items = Array.from({ length: n }, (_, i) => i + 1).join(', ');
      return `array<${t}${n === 0 ? '' : `: ${items}`}>`;
    }),
  ),
  'array<i1: true, false>',
  'array<f32: 1.0, 2.5>',
  'unit',
  '"text"',
  '"NEAREST_NEIGHBOR"',
  '"BILINEAR"',
  'i32',
  'tensor<2xf32>',
  '@symbol',
  '[]',
  '[1 : i64, 2]',
  '[1 : i32, "a"]',
  '[1.0 : f32, 2.0 : f32]',
  '{a = 1 : i32}',
  'dense<[1, 2]> : tensor<2xi32>',
  'dense<1.0> : tensor<4xf32>',
  'dense<3> : tensor<4xi8>',
  'affine_map<(d0) -> (d0)>',
  '#arith.fastmath<nnan,ninf>',
  '#arith.fastmath<fast>',
  '#tosa.conv_quant<input_zp = 1, weight_zp = -2>',
  '#tosa.unary_quant<input_zp = 1, output_zp = 0>',
  '#tosa.matmul_quant<a_zp = 3, b_zp = 4>',
  '#tosa.pad_quant<input_zp = 7>',
  ...'eq ne slt ule sge ugt'.split(' ').map((c) => `#index<cmp_predicate ${c}>`),
];

/** The pools of a context, its dialects loaded. */
export class OpMaker {
  private readonly types: readonly Type[];
  private readonly attributes: readonly Attribute[];

  constructor(context: Context) {
    const known = (text: string) => {
      try {
        return [parseAttribute(context, text)];
      } catch {
        // Of a dialect that is not loaded here.
        return [];
      }
    };
    const texts = CONTAINERS.flatMap((c) => SCALARS.map((s) => (c === '' ? s : c.replace('_', s))));
    this.types = [...texts, ...OTHERS]
      .flatMap(known)
      .flatMap((a) => (a instanceof TypeAttr ? [a.type] : []));
    this.attributes = ATTRIBUTES.flatMap(known);
  }

  /** A function around one operation, or undefined for one with regions or successors. */
  make(op: OpSpec, r: Random): string | undefined {
    if (op.regions.length > 0 || op.successors.length > 0) return undefined;
    const shape = r.pick(CONTAINERS).replace(/_.*$/, '');
    const near = this.types.filter((t) => {
      const text = String(t);
      return shape === '' ? !/^(tensor|vector|memref)/.test(text) : text.startsWith(shape);
    });
    const chosen: Type[] = [];
    const typeFor = (test: ((t: Type) => boolean) | undefined): Type => {
      if (r.chance(4)) return r.pick(this.types);
      const fits = (list: readonly Type[]) => (test ? list.filter((t) => test(t)) : list);
      const again = fits(chosen);
      if (again.length > 0 && r.chance(75)) return r.pick(again);
      const close = fits(near);
      const all = close.length > 0 && r.chance(85) ? close : fits(this.types);
      const type = r.pick(all.length > 0 ? all : this.types);
      chosen.push(type);
      return type;
    };
    const groups = (specs: OpSpec['operands']) =>
      specs.map(({ arity, constraint }) => {
        const count = arity === 'single' ? 1 : arity === 'optional' ? r.below(2) : r.below(4);
        return Array.from({ length: count }, () => typeFor(constraint.test));
      });
    const operands = groups(op.operands);
    const results = groups(op.results);
    const attributes = this.attributesOf(op, r);
    if (op.traits.some((t) => t.name === 'AttrSizedOperandSegments')) {
      const sizes = operands.map((g) => g.length).join(', ');
      attributes.push(`operandSegmentSizes = array<i32: ${sizes}>`);
    }
    const inputs = operands.flat();
    const names = inputs.map((_, i) => `%arg${i}`);
    const count = results.flat().length;
    const results_ = count === 0 ? '' : `%r${count === 1 ? '' : `:${count}`} = `;
    const dictionary = attributes.length === 0 ? '' : ` {${attributes.join(', ')}}`;
    const signature = `(${inputs.join(', ')}) -> (${results.flat().join(', ')})`;
    return `func.func @f(${inputs.map((t, i) => `%arg${i}: ${t}`).join(', ')}) {
  ${results_}"${op.name}"(${names.join(', ')})${dictionary} : ${signature}
  return
}
`;
  }

  private attributesOf(op: OpSpec, r: Random): string[] {
    const out: string[] = [];
    for (const { name, constraint, optional, defaultValue } of op.attributes) {
      if ((optional || defaultValue !== undefined) && r.chance(50)) continue;
      if (r.chance(3)) continue;
      const { test } = constraint;
      const fits = test ? this.attributes.filter((a) => test(a)) : this.attributes;
      const value = r.pick(fits.length > 0 && !r.chance(6) ? fits : this.attributes);
      out.push(`${name} = ${value}`);
    }
    if (r.chance(15)) out.push('extra = 7 : i32');
    return out;
  }
}
