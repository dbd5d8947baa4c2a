/** Floats as text: what mlir-opt 19 prints, digit for digit. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FloatAttr, type FloatKind, FloatType } from '../../../ir/index.js';

const CASES: readonly (readonly [FloatKind, number | bigint, string])[] = [
  ['f32', 0.5, '5.000000e-01'],
  // Six digits that come close are not enough: the reference cuts before it rounds.
  ['f32', 0.7, '0.699999988'],
  ['f64', 0.7, '0.69999999999999996'],
  ['f64', 0.998, '0.998'],
  ['f64', 1.234567, '1.234567'],
  ['f32', 1.234567, '1.23456705'],
  ['f32', 0.1, '1.000000e-01'],
  ['f64', 1e10, '1.000000e+10'],
  ['f32', -0, '-0.000000e+00'],
  ['f32', 1n, '1.401300e-45'],
  ['f64', 1n, '4.940660e-324'],
  ['f32', 0x7f7fffffn, '3.40282347E+38'],
  ['f32', 16777217, '0x4B800000'],
  ['f16', 1n, '5.960460e-08'],
  ['bf16', 0x7f7fn, '3.389530e+38'],
  ['f8E4M3FN', 1n, '1.953130e-03'],
  ['f80', 0.1, '0.100000000000000005551'],
  ['f128', 1.1, '1.10000000000000008881784197001252323'],
  ['f32', 0xffc00001n, '0xFFC00001'],
  ['f16', 0x7c00n, '0x7C00'],
];

for (const [kind, value, text] of CASES) {
  test(`${kind}: ${text}`, () => {
    const type = FloatType.get(kind);
    const attr =
      typeof value === 'bigint' ? FloatAttr.ofBits(value, type) : FloatAttr.get(value, type);
    assert.is(String(attr), `${text} : ${kind}`);
  });
}

test.run();
