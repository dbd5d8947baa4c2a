/** Operations that a spec alone does not give: with regions, successors and values of others. */

/** Dialects whose operations' syntax is declarative. */
export const DECLARATIVE = ['tosa', 'math', 'index', 'cf', 'complex'];

const branch = (body: string, args = '%c: i1, %a: i32, %b: f32') => `func.func @f(${args}) {
  ${body.replaceAll('\n', '\n  ')}
}
`;

export const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  cf: [
    branch('cf.br ^bb1\n^bb1:\nreturn'),
    branch('cf.br ^bb1(%a : i32)\n^bb1(%0: i32):\nreturn'),
    branch('cf.br ^bb1(%a, %b : i32, f32)\n^bb1(%0: i32, %1: f32):\nreturn'),
    branch('cf.br ^bb1 {extra = 1 : i32}\n^bb1:\nreturn'),
    branch('cf.cond_br %c, ^bb1, ^bb2\n^bb1:\nreturn\n^bb2:\nreturn'),
    branch(
      'cf.cond_br %c, ^bb1(%a : i32), ^bb2(%a, %b : i32, f32)\n^bb1(%0: i32):\nreturn\n^bb2(%1: i32, %2: f32):\nreturn',
    ),
    branch('cf.cond_br %c, ^bb1(%a : i32), ^bb1(%a : i32)\n^bb1(%0: i32):\nreturn'),
    branch('cf.switch %a : i32, [\n  default: ^bb1\n]\n^bb1:\nreturn'),
    branch(
      'cf.switch %a : i32, [\n  default: ^bb1(%b : f32),\n  42: ^bb1(%b : f32),\n  -7: ^bb2\n]\n^bb1(%0: f32):\nreturn\n^bb2:\nreturn',
    ),
    branch(
      'cf.switch %a : i32, [\n  default: ^bb1,\n  0: ^bb2\n] {extra}\n^bb1:\nreturn\n^bb2:\nreturn',
    ),
    branch('cf.assert %c, "message with \\22quotes\\22"\nreturn'),
    branch('cf.assert %c, "" {extra}\nreturn'),
  ],
  scf: [
    branch(
      '%0 = scf.index_switch %i -> i32\ncase 2 {\n  scf.yield %a : i32\n}\ndefault {\n  scf.yield %a : i32\n}\nreturn',
      '%i: index, %a: i32',
    ),
  ],
  spirv: [
    'spirv.ControlBarrier <Workgroup>, <Device>, <Acquire|UniformMemory>\n',
    'spirv.MemoryBarrier <Device>, <None>\n',
  ],
  tensor: [
    branch('%0 = tensor.from_elements %b, %b : tensor<2xf32>\nreturn'),
    branch('%0 = tensor.from_elements %b : tensor<1x1xf32>\nreturn'),
  ],
  vector: [
    branch('vector.print %v : vector<4xf32>\nreturn', '%v: vector<4xf32>'),
    branch('vector.print %v : vector<4xf32> punctuation <comma>\nreturn', '%v: vector<4xf32>'),
    branch('vector.print punctuation <open>\nreturn', ''),
  ],
};
