/** Interfaces of operations, types and attributes: who writes which method, and who may ask. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as ir from '../../../../ir/index.js';
import { TableGenError } from '../../../../tablegen/index.js';
import { contextOf, generate, roundTrip, specTests } from './spec-case.js';

const TILED = `def Counted : OpInterface<"Counted"> {
  let description = "Something with a count.";
  let methods = [
    InterfaceMethod<"How many there are.", "number", "count">
  ];
}
def Tiled : OpInterface<"Tiled", [Counted]> {
  let description = "Something that is done tile by tile.";
  let methods = [
    InterfaceMethod<"Tiles of a size.", "number", "tiles", (ins "number":$size), [{}],
      [{ return Math.ceil(this.count() / size); }]>,
    InterfaceMethod<"Whether one tile does.", "boolean", "isOne", (ins "number":$size),
      [{ return this.tiles(size) === 1; }]>,
    InterfaceMethod<"The name of what is tiled.", "string", "label", (ins), [{}],
      [{ return $_op.name; }]>,
    StaticInterfaceMethod<"The size that is asked for when none is given.", "number", "usualSize",
      (ins), [{}], [{ return 16; }]>
  ];
}
`;

specTests([
  {
    name: 'opi',
    td: `${TILED}
def HandOp : Op<D, "hand", [Tiled]>;
def DataOp : Op<D, "data", [DeclareOpInterfaceMethods<Tiled, [],
    [MethodBody<"count", [{ const n = $_op.attr('n'); return n instanceof IntegerAttr ? n.number : 0; }]>]>]> {
  let arguments = (ins I64Attr:$n);
}
def NamedOp : Op<D, "named", [DeclareOpInterfaceMethods<Tiled, ["label"]>]>;
def PlainOp : Op<D, "plain">;
`,
    definition: `hooks: {
      hand: { interfaces: { Tiled: { count: () => 40, usualSize: () => 8 } } },
      named: { interfaces: { Tiled: { count: () => 3, label: () => 'three' } } },
    } satisfies OpiHooks`,
    code: `export function ask(op: Operation) {
      const tiled = interfaceOf(op, Tiled);
      const all: readonly (number | boolean | string)[] = tiled
        ? [tiled.count(), tiled.tiles(16), tiled.isOne(16), tiled.label(), tiled.usualSize()]
        : [];
      return [all, interfaceOf(op, Counted)?.count()];
    }
    // @ts-expect-error: 'count' has no default.
    export const noCount: OpiHooks['hand'] = { interfaces: { Tiled: {} } };
    // @ts-expect-error: 'label' is to be written though it has a default.
    export const noLabel: OpiHooks['named'] = { interfaces: { Tiled: { count: () => 1 } } };
    // @ts-expect-error: 'isOne' is written for all.
    export const fixed: OpiHooks['hand'] = { interfaces: { Tiled: { count: () => 1, isOne: () => true } } };`,
    check({ module, definition, loaded }) {
      const ask = module.ask as (op: ir.Operation) => unknown;
      for (const d of [definition, { ...definition, spec: loaded.spec }]) {
        const { context } = contextOf(d);
        const make = (name: string, attributes: ir.NamedAttribute[] = []) =>
          new ir.OpBuilder(context).create(name, { attributes, loc: ir.UnknownLoc.get() });
        assert.equal(ask(make('opi.hand')), [[40, 3, false, 'opi.hand', 8], 40]);
        const n = { name: 'n', value: ir.IntegerAttr.i64(5) };
        assert.equal(ask(make('opi.data', [n])), [[5, 1, true, 'opi.data', 16], 5]);
        assert.equal(ask(make('opi.named')), [[3, 1, true, 'three', 16], 3]);
        assert.equal(ask(make('opi.plain')), [[], undefined]);
        assert.equal(ask(make('other.op')), [[], undefined]);
      }
      // Without the hooks, the first method that nobody wrote is named.
      assert.throws(
        () => contextOf(loaded),
        /'opi\.hand' has the interface 'Tiled' and no method 'count'/,
      );
    },
  },
  {
    name: 'tyi',
    td: `def Sized : TypeInterface<"Sized"> {
  let methods = [
    InterfaceMethod<"Bits of one.", "number", "bits">,
    InterfaceMethod<"Bytes of one.", "number", "bytes", (ins), [{}], [{ return this.bits() / 8; }]>
  ];
}
def Tagged : AttrInterface<"Tagged"> {
  let methods = [InterfaceMethod<"Its tag.", "string", "tag">];
}
def Word : TypeDef<D, "Word", [DeclareTypeInterfaceMethods<Sized, [],
    [MethodBody<"bits", [{ return $_type instanceof WordType ? $_type.width : 0; }]>]>]> {
  let mnemonic = "word";
  let parameters = (ins IntegerParameter<"bits">:$width);
  let assemblyFormat = "\`<\` $width \`>\`";
  let genVerifyDecl = 1;
}
def Page : TypeDef<D, "Page", [Sized]> { let mnemonic = "page"; }
def Bare : TypeDef<D, "Bare"> { let mnemonic = "bare"; }
def Label : AttrDef<D, "Label", [Tagged]> {
  let mnemonic = "label";
  let parameters = (ins StringRefParameter<"its text">:$text);
  let assemblyFormat = "\`<\` $text \`>\`";
}
def TakeOp : Op<D, "take"> {
  let arguments = (ins Sized:$x, Tagged:$label);
  let assemblyFormat = "$x \`as\` $label attr-dict \`:\` type($x)";
}
`,
    definition: `parseType: parseTyiType, parseAttribute: parseTyiAttribute,
    typeHooks: {
      word: { verify: ({ width }, fail) => { if (width % 8 !== 0) fail(\`\${width} bits are no whole bytes\`); } },
      page: { interfaces: { Sized: { bits: () => 32768 } } },
    } satisfies TyiTypeHooks,
    attrHooks: {
      label: { interfaces: { Tagged: { tag: (attr) => (attr as LabelAttr).text } } },
    } satisfies TyiAttrHooks`,
    code: `export const bytes = (of: Type) => interfaceOf(of, Sized)?.bytes();
    // @ts-expect-error: 'bits' has no default.
    export const noBits: TyiTypeHooks['page'] = { interfaces: { Sized: {} } };
    // @ts-expect-error: the spec says that a verifier is written.
    export const noVerifier: TyiTypeHooks['word'] = {};`,
    text: `%0:2 = "test.source"() : () -> (!tyi.word<16>, !tyi.page)
tyi.take %0#0 as #tyi.label<"a"> : !tyi.word<16>
tyi.take %0#1 as #tyi.label<"b"> : !tyi.page
`,
    check({ module, definition, loaded }) {
      const bytes = module.bytes as (of: ir.Type) => number | undefined;
      const types = [...['word<24>', 'page', 'bare'].map((t) => `!tyi.${t}`), 'i32'];
      for (const d of [definition, { ...definition, ...loaded, parseType: undefined }]) {
        const { context } = contextOf(d);
        const found = types.map((t) => bytes((ir.parseAttribute(context, t) as ir.TypeAttr).type));
        assert.equal(found, [3, 4096, undefined, undefined]);
        const take = (type: string) =>
          `%0 = "test.source"() : () -> ${type}\ntyi.take %0 as #tyi.label<"a"> : ${type}\n`;
        assert.match(
          roundTrip(d, take('!tyi.bare')),
          "operand #0 must be Sized instance, but got '!tyi.bare'",
        );
        assert.match(roundTrip(d, take('!tyi.word<7>')), '7 bits are no whole bytes');
      }
    },
  },
]);

const declares = (trait: string) =>
  `${TILED}def AOp : Op<D, "a", [DeclareOpInterfaceMethods<Tiled, ${trait}>]>;`;
const errors: readonly (readonly [string, RegExp])[] = [
  ['["cuont"]', /'Tiled' has no method 'cuont'; did you mean 'count'\?/],
  ['["isOne"]', /'Tiled' has 'isOne' written for all: it cannot be written again/],
  [
    '[], [MethodBody<"tile", [{ return 1; }]>]',
    /'Tiled' has no method 'tile'; did you mean 'tiles'\?/,
  ],
];
for (const [trait, message] of errors) {
  test(`error: ${trait}`, () => {
    assert.throws(
      () => generate({ name: 'e', td: declares(trait) }),
      (e: TableGenError) => e instanceof TableGenError && message.test(e.render()),
    );
  });
}

test('what asks and what implements read like code', () => {
  const text = generate({ name: 'e', td: `${TILED}def AOp : Op<D, "a", [Tiled]>;` });
  assert.match(
    text,
    `/** Something that is done tile by tile. */
export interface Tiled extends Counted {
  /** Tiles of a size. */
  tiles(size: number): number;
`,
  );
  assert.match(
    text,
    `export interface TiledMethods extends CountedMethods {
  tiles?(this: Tiled, op: Operation, size: number): number;
  label?(this: Tiled, op: Operation): string;
  usualSize?(this: Tiled): number;
}`,
  );
  assert.match(
    text,
    `      name: 'tiles',
      body(this: Tiled, op: Operation, size: number): number {
        return Math.ceil(this.count() / size);
      },`,
  );
});

test.run();
