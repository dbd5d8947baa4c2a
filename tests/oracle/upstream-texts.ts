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
};
