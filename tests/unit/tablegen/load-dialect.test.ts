/** A dialect loaded from its `.td` at run time parses, verifies and prints like a built one. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as ir from '../../../ir/index.js';
import {
  baseLibraryFolder,
  loadDialects,
  loadText,
  printDialectFile,
  readDialects,
} from '../../../tablegen/index.js';

const SPEC = `include "OpBase.td"
def Toy_Dialect : Dialect { let name = "toy"; let summary = "a toy"; }
def Mode : StrEnumAttr<"Mode", "how to round", [StrEnumAttrCase<"up">, StrEnumAttrCase<"down">]>;
def Toy_BoxType : TypeDef<Toy_Dialect, "Box"> {
  let mnemonic = "box";
  let parameters = (ins TypeParameter<"Type", "what is inside">:$element, IntegerParameter<"how many">:$size);
  let assemblyFormat = "\`<\` $element \`,\` $size \`>\`";
}
def Toy_TokenType : TypeDef<Toy_Dialect, "Token"> { let mnemonic = "token"; }
def Toy_RoundOp : Op<Toy_Dialect, "round", [Pure]> {
  let summary = "rounds";
  let arguments = (ins F32:$input, Variadic<I32>:$steps, DefaultValuedAttr<Mode, "up">:$mode,
                       ConfinedAttr<I64Attr, [IntPositive]>:$digits);
  let results = (outs Toy_BoxType:$box);
  let assemblyFormat = "$input (\`by\` $steps^)? \`to\` $digits attr-dict \`:\` type($box)";
}
`;

/** The base library from disk, the spec from here. */
function readToy(path: string): string | undefined {
  if (path === 'toy.td') return SPEC;
  return path.startsWith(baseLibraryFolder()) ? readFileSync(path, 'utf8') : undefined;
}
const load = () => loadDialects('toy.td', { ir, readFile: readToy })[0];

test('the data equals what the model says', () => {
  const { spec } = load();
  assert.is(spec.name, 'toy');
  const [round] = spec.ops;
  assert.is(round.name, 'toy.round');
  assert.is(round.className, 'RoundOp');
  assert.equal(
    round.operands.map((o) => o.arity),
    ['single', 'variadic'],
  );
  assert.is(round.attributes[0].defaultValue, '"up"');
  assert.is(round.attributes[0].constraint.kind, 'enum');
});

test('predicates are functions over the IR', () => {
  const [round] = load().spec.ops;
  const { test: isFloat } = round.operands[0].constraint;
  assert.is(isFloat!(ir.FloatType.get('f32')), true);
  assert.is(isFloat!(ir.FloatType.get('f64')), false);
  const { test: isPositive } = round.attributes[1].constraint;
  assert.is(isPositive!(ir.IntegerAttr.i64(3)), true);
  assert.is(isPositive!(ir.IntegerAttr.i64(0)), false);
  const { test: isMode } = round.attributes[0].constraint;
  assert.is(isMode!(ir.StringAttr.get('down')), true);
  assert.is(isMode!(ir.StringAttr.get('sideways')), false);
});

test('text goes in and comes out', async () => {
  const context = new ir.Context();
  context.allowUnregistered = true;
  context.addDialect(load());
  const text = `%0, %1 = "test.source"() : () -> (f32, i32)
%2 = toy.round %0 by %1 to 2 {mode = "down"} : !toy.box<f32, 4>
`;
  const messages: string[] = [];
  context.onDiagnostic((d) => messages.push(d.message));
  const parsed = ir.parseSource(context, text, 'test.mlir');
  assert.equal(messages, []);
  const printed = ir.printOperation(parsed!);
  assert.match(printed, '"down"');
  assert.match(printed, '!toy.box<f32, 4>');
  assert.match(printed, / by %\S+ to 2 /);
});

test('the generated file has the classes and the data', () => {
  const keeper = loadText(SPEC, 'toy.td', { includeDirs: [baseLibraryFolder()] });
  const text = printDialectFile(readDialects(keeper)[0], 'toy.td');
  assert.match(text, "export type Mode = 'up' | 'down';");
  assert.match(text, 'export class BoxType extends Type {');
  assert.match(text, 'static get(element: Type, size: number): BoxType');
  assert.match(text, 'export class RoundOp {');
  assert.match(text, 'get steps(): readonly Value[]');
  assert.match(text, 'get digits(): number');
  assert.match(text, 'export const toyDialect: DialectSpec = {');
});

test.run();
