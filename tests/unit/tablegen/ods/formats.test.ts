/** Types, attributes and enums that a spec declares; every directive of a format; hand-written parts. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as ir from '../../../../ir/index.js';
import {
  baseLibraryFolder,
  dialectDoc,
  loadText,
  readDialects,
} from '../../../../tablegen/index.js';
import { contextOf, roundTrip, specTests, specText } from './spec-case.js';

const INTERFACE = `def Named : OpInterface<"Named"> {
  let description = "Has a name.";
  let methods = [
    InterfaceMethod<"The name.", "string", "label", (ins "boolean":$long)>,
    StaticInterfaceMethod<"Of all.", "number", "count", (ins), [{}], [{ return 1; }]>
  ];
}
`;

specTests([
  {
    name: 'params',
    td: `def Level : StrEnumAttr<"Level", "how much", [StrEnumAttrCase<"low">, StrEnumAttrCase<"high">]>;
def Bits : I32BitEnumAttr<"Bits", "which", [
  I32BitEnumAttrCaseNone<"None", "none">, I32BitEnumAttrCaseBit<"A", 0, "a">, I32BitEnumAttrCaseBit<"B", 1, "b">]> {
  let separator = ",";
}
def BitsAttr : EnumAttr<D, Bits, "bits">;
def LevelAttr : EnumAttr<D, Level, "level"> { let className = "LevelAttr"; }
def Set : I32BitEnumAttr<"Set", "some", [I32BitEnumAttrCaseBit<"X", 0, "x">, I32BitEnumAttrCaseBit<"Y", 1, "y">]>;
def Way : I64EnumAttr<"Way", "where to", [I64EnumAttrCase<"In", 1, "in">, I64EnumAttrCase<"Out", 5, "out">]>;
def EnumsOp : Op<D, "enums"> {
  let arguments = (ins Set:$set, OptionalAttr<Bits>:$bits, Level:$level, DefaultValuedAttr<Way, "Out">:$way,
    DefaultValuedAttr<Set, "x|y">:$both);
  let assemblyFormat = "$set ($bits^)? \`,\` $level (\`to\` $way^)? (\`of\` $both^)? attr-dict";
}
def Plain : TypeDef<D, "Plain"> { let mnemonic = "plain"; }
def Box : TypeDef<D, "Box"> {
  let mnemonic = "box";
  let parameters = (ins TypeParameter<>:$of, IntegerListParameter<>:$shape,
    OptionalParameter<StringRefParameter<>>:$label, DefaultValuedParameter<BoolParameter<>, "false">:$open);
  let assemblyFormat = "\`<\` $of \`,\` \`[\` $shape \`]\` (\`,\` $label^)? (\`open\` \`=\` $open^)? \`>\`";
}
def Rec : TypeDef<D, "Rec"> {
  let mnemonic = "rec";
  let parameters = (ins IntegerParameter<>:$a, AttrParameter<>:$b, EnumParameter<Level>:$level);
  let assemblyFormat = "\`<\` struct(params) \`>\`";
}
def Fn : TypeDef<D, "Fn"> {
  let mnemonic = "fn";
  let parameters = (ins TypeListParameter<>:$inputs, EnumParameter<Bits>:$bits);
  let assemblyFormat = "\`<\` \`[\` $inputs \`]\` $bits \`>\`";
}
def UseOp : Op<D, "use"> {
  let arguments = (ins AnyTypeOf<[Box, Rec, Fn, Plain]>:$x, OptionalAttr<BitsAttr>:$bits, OptionalAttr<LevelAttr>:$level);
  let assemblyFormat = "$x (\`bits\` $bits^)? (\`level\` qualified($level)^)? attr-dict \`:\` qualified(type($x))";
}
`,
    definition: 'parseType: parseParamsType, parseAttribute: parseParamsAttribute',
    code: `export function types() {
      const box = BoxType.get(IntegerType.get(8), [1, 2], undefined, false);
      return [box, box === BoxType.get(IntegerType.get(8), [1, 2], undefined, false), box.shape[1] + 1,
        RecType.get(1, StringAttr.get('b'), 'high'), PlainType.get(), BitsAttr.get(3), LevelAttr.get('low')].map(String);
    }
    export const enums = (b: OpBuilder) => {
      const op = EnumsOp.build(b, { set: Set.X | Set.Y, level: 'low' });
      return [op.set === 3, op.bits, op.level, op.way, op.both];
    };
    // @ts-expect-error: no case of the enum.
    export const wrong = () => RecType.get(1, StringAttr.get('b'), 'middle');`,
    text: `%0:6 = "test.source"() : () -> (!params.box<i8, [1, 2]>, !params.box<!params.plain, [], "x" open = true>, !params.rec<a = 1, b = "b", level = high>, !params.fn<[i32, f32] a,b>, !params.plain, i32)
params.use %0#0 : !params.box<i8, [1, 2]>
params.use %0#1 bits <a,b> : !params.box<!params.plain, [], "x" open = true>
params.use %0#2 bits <none> level #params.level<high> : !params.rec<a = 1, b = "b", level = high>
params.use %0#4 : !params.plain
params.enums x|y, low
params.enums x "a,b", high to in of x
params.enums "" none, high
`,
    check({ module, definition, loaded }) {
      assert.equal((module.types as () => unknown)(), [
        '!params.box<i8, [1, 2]>',
        'true',
        '3',
        '!params.rec<a = 1, b = "b", level = high>',
        '!params.plain',
        '#params.bits<a,b>',
        '#params.level<low>',
      ]);
      const { context } = contextOf(definition);
      const builder = ir.OpBuilder.atEnd(context, new ir.Block());
      builder.loc = ir.UnknownLoc.get();
      assert.equal((module.enums as (b: ir.OpBuilder) => unknown)(builder), [
        true,
        undefined,
        'low',
        'out',
        3,
      ]);
      const wrong = '%0 = "test.source"() : () -> i32\nparams.use %0 : i32\n';
      for (const d of [definition, { ...definition, spec: loaded.spec }]) {
        assert.match(
          roundTrip(d, wrong),
          "'params.use' op operand #0 must be Box type or Rec type",
        );
      }
    },
  },
  {
    name: 'forms',
    td: `def GroupOp : Op<D, "group"> {
  let arguments = (ins Optional<AnyType>:$x, UnitAttr:$flag, OptionalAttr<I64Attr>:$n, OptionalAttr<SymbolRefAttr>:$sym);
  let assemblyFormat = "(\`flag\` $flag^)? ($x^ \`:\` type($x)):(\`nothing\`)? (\`times\` $n^)? (\`->\` $sym^)? attr-dict";
}
def ListOp : Op<D, "list"> {
  let arguments = (ins I64Attr:$base, UnitAttr:$fast, OptionalAttr<I64Attr>:$width, Variadic<I32>:$sizes);
  let assemblyFormat = "$base oilist(\`fast\` $fast | \`width\` $width | \`sizes\` \`(\` $sizes \`)\`) attr-dict";
}
def FunctionOp : Op<D, "apply"> {
  let arguments = (ins Variadic<AnyType>:$inputs);
  let results = (outs AnyType:$out);
  let assemblyFormat = "\`(\` $inputs \`)\` attr-dict-with-keyword \`:\` functional-type($inputs, $out)";
}
def AllOp : Op<D, "all"> {
  let arguments = (ins AnyType:$a, AnyType:$b);
  let results = (outs AnyType:$c);
  let assemblyFormat = "operands attr-dict \`:\` functional-type(operands, results)";
}
def SpaceOp : Op<D, "space"> {
  let arguments = (ins I64Attr:$a, I64Attr:$b, TypeAttr:$t, StrAttr:$s, DenseI64ArrayAttr:$d);
  let assemblyFormat = "\`<\` $a \`x\` $b \`>\` \`\` \`[\` $t \`]\` $s \`=\` $d attr-dict";
}
`,
    text: `%0 = "test.source"() : () -> i32
forms.group flag %0 : i32 -> @a::@b
forms.group nothing {other = 1 : i32}
forms.list 1
forms.list 1 fast width 3 sizes(%0, %0)
%1 = forms.apply(%0, %0) : (i32, i32) -> f32
%2 = forms.apply() attributes {n = 1 : i64} : () -> f32
%3 = forms.all %0, %1 : (i32, f32) -> i1
forms.space<1 x 2>[i32] "a" = [1, 2]
`,
    check({ definition }) {
      // The clauses of an oilist stand in any order, each once.
      const source = '%0 = "test.source"() : () -> i32\n';
      assert.is(
        roundTrip(definition, `${source}forms.list 1 sizes(%0) fast\n`),
        `${source}forms.list 1 fast sizes(%0)\n`,
      );
      assert.match(roundTrip(definition, 'forms.list 1 fast fast\n'), 'fast');
    },
  },
  {
    name: 'written',
    td: `${INTERFACE}
def RangeOp : Op<D, "range", [Named]> {
  let arguments = (ins I64Attr:$from, I64Attr:$to, Variadic<I32>:$values);
  let results = (outs Variadic<AnyType>:$out);
  let assemblyFormat = "custom<Range>($from, $to) (\`(\` custom<Values>($values, type($out))^ \`)\`)? attr-dict";
  let hasVerifier = 1;
  let hasFolder = 1;
}
def FreeOp : Op<D, "free"> {
  let arguments = (ins StrAttr:$word);
  let hasCustomAssemblyFormat = 1;
  let hasCanonicalizer = 1;
}
def NestOp : Op<D, "nest", [NoTerminator]> {
  let regions = (region AnyRegion:$body);
  let hasRegionVerifier = 1;
}
`,
    code: `const range: FormatDirective = {
      parse(p, [from, to]) {
        from.attribute = IntegerAttr.i64(p.smallInteger('the first'));
        p.expect(Tok.colon, "':'");
        to.attribute = IntegerAttr.i64(p.smallInteger('the last'));
        return undefined;
      },
      print(p, _op, [from, to]) {
        p.write(\`\${(from.attribute as IntegerAttr).value}:\${(to.attribute as IntegerAttr).value}\`);
      },
    };
    const values: FormatDirective = {
      parse(p, [operands, out]) {
        if (!p.atOperand()) return false;
        operands.operands = p.operandList();
        out.types = operands.operands.map(() => IntegerType.get(1));
        return true;
      },
      print: (p, _op, [operands]) => p.list(operands.operands, (v) => p.operand(v)),
    };
    // @ts-expect-error: 'Values' is missing.
    export const some: WrittenDirectives = { Range: range };
    // @ts-expect-error: 'fold' is missing.
    export const noFold: WrittenHooks['range'] = { verify() {}, interfaces: { Named: { label: () => '' } } };
    // @ts-expect-error: 'parse' is missing.
    export const noParse: WrittenHooks['free'] = { print() {} };
    // @ts-expect-error: 'verifyRegions' is missing.
    export const noRegions: WrittenHooks['nest'] = {};`,
    definition: `directives: { Range: range, Values: values } satisfies WrittenDirectives,
      hooks: {
        range: {
          verify: (op, fail) => { const { from, to } = new RangeOp(op); if (from > to) fail(\`\${from} is beyond \${to}\`); },
          fold: () => undefined,
          interfaces: { Named: { label: (op, long) => (long ? op.name : 'r') } },
        },
        free: {
          parse: (p) => ({ operands: [], resultTypes: [], regions: [], successors: [],
            attributes: [{ name: 'word', value: StringAttr.get(p.keyword('a word')) }] }),
          print: (op, p) => p.write(\` \${new FreeOp(op).word}\`),
        },
        nest: { verifyRegions: (op, fail) => { if (op.region().isEmpty) fail('has nothing inside'); } },
      } satisfies WrittenHooks`,
    text: `%0 = "test.source"() : () -> i32
written.range 1:3
%1:2 = written.range 1:3(%0, %0)
written.free hello
"written.nest"() ({
  written.free inside
}) : () -> ()
`,
    check({ definition, loaded }) {
      for (const d of [
        definition,
        { ...definition, spec: loaded.spec, directives: definition.directives },
      ]) {
        assert.match(roundTrip(d, 'written.range 3:1\n'), '3 is beyond 1');
        assert.match(roundTrip(d, '"written.nest"() ({\n}) : () -> ()\n'), 'has nothing inside');
      }
    },
  },
]);

test('the documents have every part', () => {
  const td = `${INTERFACE}
def Level : StrEnumAttr<"Level", "how much", [StrEnumAttrCase<"low">, StrEnumAttrCase<"high">]>;
def Box : TypeDef<D, "Box"> {
  let mnemonic = "box";
  let summary = "a box";
  let parameters = (ins TypeParameter<"Type", "what is inside">:$of);
  let assemblyFormat = "\`<\` $of \`>\`";
}
def TakeOp : Op<D, "take", [Named]> {
  let summary = "takes";
  let arguments = (ins Box:$x, IntProperty<32, "how often">:$times, OptionalAttr<Level>:$level);
  let regions = (region SizedRegion<1>:$body);
  let successors = (successor VariadicSuccessor<AnySuccessor>:$to);
}`;
  const options = { includeDirs: [baseLibraryFolder()] };
  const [dialect] = readDialects(loadText(specText({ name: 'doc', td }), 'doc.td', options));
  const text = dialectDoc(dialect);
  for (const part of [
    '### `doc.take` (TakeOp)',
    'Interfaces: `Named`',
    '| `times` | 32-bit signless integer attribute |  | how often |',
    '| `level` | how much: `low`, `high` | absent |  |',
    '### `!doc.box` (BoxType)',
    '| `of` | `Type` | what is inside |',
    '### Level',
    '## Interfaces',
    '### Named\n\n_Interface of operations_\n\nHas a name.',
    '| `label(long: boolean): string` | The name. | each of its own |',
    '| `count(): number` | Of all. | default, static |',
  ]) {
    assert.match(text, part);
  }
});

test.run();
