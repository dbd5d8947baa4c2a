/** Operations of small specs: groups, properties, regions, builders, inferred types, formats. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as ir from '../../../../ir/index.js';
import { TableGenError } from '../../../../tablegen/index.js';
import { contextOf, generate, roundTrip, specTests } from './spec-case.js';

specTests([
  {
    name: 'groups',
    td: `def CallOp : Op<D, "call", [AttrSizedOperandSegments, AttrSizedResultSegments]> {
  let arguments = (ins Variadic<AnyType>:$before, Optional<I32>:$size, Variadic<F32>:$after);
  let results = (outs Variadic<I32>:$ints, Optional<F32>:$float);
  let assemblyFormat = [{
    \`(\` $before \`)\` (\`size\` $size^)? (\`then\` $after^)? attr-dict
    (\`:\` type($before)^)? (\`->\` type($ints)^)? (\`and\` type($float)^)?
  }];
}
def MiddleOp : Op<D, "middle"> {
  let arguments = (ins I32:$first, Variadic<F32>:$rest, I32:$last);
  let assemblyFormat = "$first \`,\` $last (\`with\` $rest^)? attr-dict";
}
def EvenOp : Op<D, "even", [SameVariadicOperandSize]> {
  let arguments = (ins Variadic<I32>:$lhs, Variadic<F32>:$rhs);
  let assemblyFormat = "$lhs \`and\` $rhs attr-dict";
}
`,
    code: `export function counts(op: Operation) {
      const call = CallOp.dyn(op);
      return call ? [call.before.length, call.size !== undefined, call.after.length, call.ints.length, call.float !== undefined] : [];
    }
    export function build(builder: OpBuilder, i: Value, f: Value) {
      const { op } = CallOp.build(builder, { before: [i, f], after: [f], intTypes: [IntegerType.get(32)] });
      MiddleOp.build(builder, { first: i, rest: [f], last: i });
      return counts(op);
    }`,
    text: `%0:2 = "test.source"() : () -> (i32, f32)
%ints:2, %float = groups.call(%0#0, %0#1) size %0#0 then %0#1, %0#1 : i32, f32 -> i32, i32 and f32
groups.call()
groups.middle %0#0, %0#0 with %0#1
groups.middle %0#0, %0#0
groups.even %0#0, %0#0 and %0#1, %0#1
`,
    check({ module, definition }) {
      const { context } = contextOf(definition);
      const block = new ir.Block();
      const builder = ir.OpBuilder.atEnd(context, block);
      builder.loc = ir.UnknownLoc.get();
      const types = [ir.IntegerType.get(32), ir.FloatType.get('f32')];
      const [i, f] = builder.create('test.source', { resultTypes: types }).results;
      const build = module.build as (b: ir.OpBuilder, i: ir.Value, f: ir.Value) => unknown;
      assert.equal(build(builder, i, f), [2, false, 1, 1, false]);
    },
  },
  {
    name: 'props',
    td: `def Mode : I32EnumAttr<"Mode", "how", [I32EnumAttrCase<"Up", 0, "up">, I32EnumAttrCase<"Down", 1, "down">]>;
def TuneOp : Op<D, "tune"> {
  let arguments = (ins IntProperty<32, "how often">:$times, StringProperty<>:$label, BoolProperty<>:$fast,
    UnitProperty<>:$quiet, ArrayProperty<IntProperty<>>:$sizes, EnumProperty<Mode>:$mode,
    OptionalProperty<ArrayProperty<StringProperty<>>>:$names,
    DefaultValuedProperty<FloatProperty<64>, "0.5">:$rate, I32Attr:$plain);
  let assemblyFormat = [{
    $label \`,\` $times \`,\` $fast \`,\` $sizes $mode (\`quiet\` $quiet^)? (\`names\` $names^)?
    (\`rate\` $rate^)? \`,\` $plain attr-dict
  }];
}
def RestOp : Op<D, "rest"> {
  let arguments = (ins IntProperty<32>:$n, I64Attr:$m);
  let assemblyFormat = "prop-dict attr-dict";
}
def WordOp : Op<D, "word"> {
  let arguments = (ins OptionalAttr<I64Attr>:$n);
  let assemblyFormat = "attr-dict-with-keyword";
}
`,
    code: `export function tune(builder: OpBuilder): readonly unknown[] {
      const op = TuneOp.build(builder, {
        times: 3, label: 'a', fast: true, sizes: [1, 2], mode: 'down', plain: 7,
      });
      const before = [op.times + 1, op.label.length, !op.fast, op.quiet, op.sizes[1] * 2, op.mode, op.names?.length, op.rate / 2, op.plain];
      op.times = 4;
      op.label = 'b';
      op.fast = false;
      op.quiet = true;
      op.sizes = [9];
      op.mode = 'up';
      op.names = ['x', 'y'];
      op.rate = 2;
      const after = [op.times, op.label, op.fast, op.quiet, op.sizes, op.mode, op.names, op.rate];
      op.names = undefined;
      op.rate = undefined;
      return [before, after, [op.names, op.rate]];
    }
    // @ts-expect-error: a property is a value, not an attribute.
    export const wrong = (op: TuneOp) => { op.times = IntegerAttr.i32(3); };`,
    text: `props.tune "a", 3, true, [1, 2] up quiet names ["x", "y"] rate 2.000000e+00, 7
props.tune "a", -3, false, [] down, 7 {other}
props.rest <{m = 2 : i64, n = 1 : i32}>
props.word
props.word attributes {n = 3 : i64}
`,
    check({ module, definition }) {
      const { context } = contextOf(definition);
      const builder = ir.OpBuilder.atEnd(context, new ir.Block());
      builder.loc = ir.UnknownLoc.get();
      assert.equal((module.tune as (b: ir.OpBuilder) => unknown)(builder), [
        [4, 1, false, false, 4, 'down', undefined, 0.25, 7],
        [4, 'b', false, true, [9], 'up', ['x', 'y'], 2],
        [undefined, 0.5],
      ]);
    },
  },
  {
    name: 'bodies',
    td: `def YieldOp : Op<D, "yield", [Terminator, ReturnLike]> {
  let arguments = (ins Variadic<AnyType>:$values);
  let assemblyFormat = "($values^ \`:\` type($values))? attr-dict";
}
def LoopOp : Op<D, "loop", [SingleBlockImplicitTerminator<"YieldOp">, IsolatedFromAbove]> {
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$body attr-dict";
}
def CaseOp : Op<D, "case"> {
  let regions = (region AnyRegion:$first, VariadicRegion<SizedRegion<1>>:$more);
  let assemblyFormat = "$first (\`or\` $more^)? attr-dict";
}
def JumpOp : Op<D, "jump", [Terminator]> {
  let arguments = (ins I1:$when);
  let successors = (successor AnySuccessor:$to, VariadicSuccessor<AnySuccessor>:$others);
  let assemblyFormat = "$when \`,\` $to (\`,\` $others^)? attr-dict";
}
`,
    code: `export const shapeOf = (op: Operation): readonly number[] => {
      const jump = JumpOp.dyn(op);
      if (jump) return [jump.to.args.length, jump.others.length];
      const node = CaseOp.dyn(op);
      return node ? [node.first.blocks.length, node.more.length] : [];
    };
    export const caseOf = (b: OpBuilder) => shapeOf(CaseOp.build(b, { more: [new Region()] }).op);`,
    text: `bodies.loop {
}
bodies.case {
  %0 = "test.bit"() : () -> i1
  bodies.jump %0, ^bb1, ^bb1, ^bb2
^bb1:  // 2 preds: ^bb0, ^bb0
  bodies.jump %0, ^bb2
^bb2:  // 2 preds: ^bb0, ^bb1
  bodies.yield %0 : i1
} or {
  bodies.yield
}, {
  bodies.yield
}
`,
    check({ module, definition }) {
      const { context } = contextOf(definition);
      const builder = ir.OpBuilder.atEnd(context, new ir.Block());
      builder.loc = ir.UnknownLoc.get();
      assert.equal((module.caseOf as (b: ir.OpBuilder) => unknown)(builder), [0, 1]);
      assert.match(
        roundTrip(definition, 'bodies.loop {\n  bodies.yield\n^bb1:\n  bodies.yield\n}\n'),
        'region with 1 blocks',
      );
    },
  },
  {
    name: 'infer',
    td: `def AddOp : Op<D, "add", [SameOperandsAndResultType, Commutative]> {
  let arguments = (ins AnyType:$lhs, AnyType:$rhs);
  let results = (outs AnyType:$sum);
  let assemblyFormat = "$lhs \`,\` $rhs attr-dict \`:\` type($sum)";
}
def PickOp : Op<D, "pick", [AllTypesMatch<["yes", "no", "out"]>]> {
  let arguments = (ins I1:$c, AnyType:$yes, AnyType:$no);
  let results = (outs AnyType:$out);
  let assemblyFormat = "$c \`,\` $yes \`,\` $no attr-dict \`:\` type($yes)";
}
def LessOp : Op<D, "less", [SameTypeOperands,
    TypesMatchWith<"the result has a bit an element", "lhs", "out", "withElementType($_self, IntegerType.get(1))">]> {
  let arguments = (ins AnyTensor:$lhs, AnyTensor:$rhs);
  let results = (outs AnyTensor:$out);
  let assemblyFormat = "$lhs \`,\` $rhs attr-dict \`:\` type($lhs)";
}
def IndexOp : Op<D, "index"> { let results = (outs Index:$i); let assemblyFormat = "attr-dict"; }
def ValueOp : Op<D, "value", [FirstAttrDerivedResultType, ConstantLike]> {
  let arguments = (ins TypedAttrInterface:$value);
  let results = (outs AnyType:$out);
  let assemblyFormat = "$value attr-dict";
}
`,
    code: `export function build(b: OpBuilder, x: Value, c: Value, t: Value): readonly Type[] {
      return [
        AddOp.build(b, { lhs: x, rhs: x }).sum.type,
        PickOp.build(b, { c, yes: x, no: x }).out.type,
        LessOp.build(b, { lhs: t, rhs: t }).out.type,
        IndexOp.build(b).i.type,
        ValueOp.build(b, { value: IntegerAttr.i64(3), outType: IntegerType.get(64) }).out.type,
      ];
    }`,
    text: `%0:3 = "test.source"() : () -> (i32, i1, tensor<2xf32>)
%1 = infer.add %0#0, %0#0 : i32
%2 = infer.pick %0#1, %1, %0#0 : i32
%3 = infer.less %0#2, %0#2 : tensor<2xf32>
"test.sink"(%3) : (tensor<2xi1>) -> ()
%4 = infer.index
%5 = infer.value 3 : i64
`,
    check({ module, definition }) {
      const { context } = contextOf(definition);
      const b = ir.OpBuilder.atEnd(context, new ir.Block());
      b.loc = ir.UnknownLoc.get();
      const tensor = ir.RankedTensorType.get([2], ir.FloatType.get('f32'));
      const types = [ir.IntegerType.get(32), ir.IntegerType.get(1), tensor];
      const values = b.create('test.source', { resultTypes: types }).results;
      const build = module.build as (b: ir.OpBuilder, ...v: readonly ir.Value[]) => ir.Type[];
      assert.equal(build(b, ...values).map(String), ['i32', 'i32', 'tensor<2xi1>', 'index', 'i64']);
    },
  },
  {
    name: 'make',
    td: `def PairOp : Op<D, "pair"> {
  let arguments = (ins AnyType:$lhs, AnyType:$rhs, DefaultValuedAttr<I64Attr, "1">:$n);
  let results = (outs AnyType:$out);
  let builders = [
    OpBuilder<(ins "Value":$both, CArg<"number", "2">:$times),
      [{ return PairOp.build($_builder, { lhs: both, rhs: both, n: times, outType: both.type }, $_loc); }]>,
    OpBuilder<(ins "Value":$lhs, "Value":$rhs), [{
      const outType = lhs.type;
      return PairOp.build($_builder, { lhs, rhs, outType }, $_loc);
    }]>
  ];
}
def OwnOp : Op<D, "own"> {
  let arguments = (ins I64Attr:$n);
  let skipDefaultBuilders = 1;
  let builders = [
    OpBuilder<(ins), [{ return OwnOp.build($_builder, { n: 0 }, $_loc); }]>,
    OpBuilder<(ins "number":$n), [{
      const value = IntegerAttr.i64(n + 1);
      return new OwnOp($_builder.create(OwnOp.OP_NAME, { attributes: [ { name: 'n', value } ], loc: $_loc }));
    }]>
  ];
}
def NamesOp : Op<D, "names"> {
  let arguments = (ins AnyType:$outType);
  let results = (outs AnyType:$out);
}
def NoneOp : Op<D, "none"> { let skipDefaultBuilders = 1; }
`,
    code: `export const build = (b: OpBuilder, x: Value): readonly number[] => [
      PairOp.build(b, { lhs: x, rhs: x, n: 5, outType: x.type }).n,
      PairOp.build(b, { lhs: x, rhs: x }).n,
      PairOp.build(b, { both: x }).n,
      PairOp.build(b, { both: x, times: 7 }).n,
      OwnOp.build(b).n,
      OwnOp.build(b, { n: 4 }).n,
    ];
    export const names = (b: OpBuilder, outType: Value) =>
      NamesOp.build(b, { outType, outResultType: outType.type }).out.type;
    // @ts-expect-error: no overload has these.
    export const mixed = (b: OpBuilder, x: Value) => PairOp.build(b, { both: x, outType: x.type });
    // @ts-expect-error: it has no builder.
    export const none = (b: OpBuilder) => NoneOp.build(b);`,
    text: `"make.own"() <{n = 3 : i64}> : () -> ()\n`,
    check({ module, definition }) {
      const { context } = contextOf(definition);
      const b = ir.OpBuilder.atEnd(context, new ir.Block());
      b.loc = ir.UnknownLoc.get();
      const x = b.create('test.source', { resultTypes: [ir.IntegerType.get(32)] }).result();
      const build = module.build as (b: ir.OpBuilder, x: ir.Value) => unknown;
      assert.equal(build(b, x), [5, 1, 2, 7, 1, 5]);
    },
  },
]);

const builderErrors: readonly (readonly [string, RegExp])[] = [
  ['OpBuilder<(ins "Value":$x), [{}]>', /builder #0 of 'AOp' has no body: say what it builds/],
  [
    'OpBuilder<(ins "number":$n), [{ return 0; }]>',
    /the builders \(n\) and \(n\) of 'AOp' cannot be told apart/,
  ],
  ['OpBuilder<(ins "number"), [{ return 0; }]>', /a list of types with names \(#0 has none\)/],
  ['OpBuilder<(ins I32:$x), [{ return 0; }]>', /a list of types as texts \(#0 is I32\)/],
];
for (const [builder, message] of builderErrors) {
  test(`error: ${builder}`, () => {
    const td = `def AOp : Op<D, "a"> { let arguments = (ins I64Attr:$n); let builders = [${builder}]; }`;
    assert.throws(
      () => generate({ name: 'e', td }),
      (e: TableGenError) => e instanceof TableGenError && message.test(e.render()),
    );
  });
}

test.run();
