// Recorded from mlir-pdll and mlir-opt --test-pdl-bytecode-pass, LLVM 19.1.7: what the reference
// makes of rules on unregistered operations. Lines without braces of regions and module.
export const RECORDED: readonly {
  readonly name: string;
  readonly rules: string;
  readonly ir: string;
  readonly expected: readonly string[];
}[] = [
  {
    name: 'nested',
    rules: 'Pattern => replace op<d.neg>(op<d.neg>(x: Value)) with x;',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0 = "d.neg"(%a) : (i32) -> i32\n%1 = "d.neg"(%0) : (i32) -> i32\n"d.use"(%1) : (i32) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0 = "d.neg"(%arg0) : (i32) -> i32',
      '"d.use"(%arg0) : (i32) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'zero-operands',
    rules: 'Pattern => replace op<d.foo>() with op<d.bar> -> (type<"i32">);',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0 = "d.foo"(%a) : (i32) -> i32\n%1 = "d.foo"() : () -> i32\n"d.use"(%0, %1) : (i32, i32) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0 = "d.foo"(%arg0) : (i32) -> i32',
      '%1 = "d.bar"() : () -> i32',
      '"d.use"(%0, %1) : (i32, i32) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'any-operands',
    rules:
      'Pattern { let r = op<d.foo> -> (t: Type); rewrite r with { let n = op<d.bar> -> (t); replace r with n; }; }',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0 = "d.foo"(%a) : (i32) -> i32\n%1 = "d.foo"() : () -> i32\n"d.use"(%0, %1) : (i32, i32) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0 = "d.bar"() : () -> i32',
      '%1 = "d.bar"() : () -> i32',
      '"d.use"(%0, %1) : (i32, i32) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'no-results',
    rules: 'Pattern => erase op<d.foo> -> ();',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0 = "d.foo"(%a) : (i32) -> i32\n"d.foo"() : () -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0 = "d.foo"(%arg0) : (i32) -> i32',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'range-mid',
    rules:
      'Pattern { let r = op<d.foo>(x: Value, xs: ValueRange) -> (t: Type); rewrite r with { replace r with op<d.bar>(xs, x) -> (t); }; }',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0 = "d.foo"(%a, %b, %b) : (i32, i32, i32) -> i32\n%1 = "d.foo"(%a) : (i32) -> i32\n"d.use"(%0, %1) : (i32, i32) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0 = "d.bar"(%arg1, %arg1, %arg0) : (i32, i32, i32) -> i32',
      '%1 = "d.bar"(%arg0) : (i32) -> i32',
      '"d.use"(%0, %1) : (i32, i32) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'attr',
    rules:
      'Pattern { let r = op<d.foo>{k = a: Attr, u} -> (t: Type); rewrite r with { replace r with op<d.bar>{k2 = a, m = attr<"[1, 2]">} -> (t); }; }',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0 = "d.foo"() {k = 1 : i32, u} : () -> i32\n%1 = "d.foo"() {k = 1 : i32} : () -> i32\n"d.use"(%0, %1) : (i32, i32) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0 = "d.bar"() {k2 = 1 : i32, m = [1, 2]} : () -> i32',
      '%1 = "d.foo"() {k = 1 : i32} : () -> i32',
      '"d.use"(%0, %1) : (i32, i32) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'typed',
    rules: 'Pattern { let t: Type; let r = op<d.foo>(x: Value<t>) -> (t); replace r with x; }',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0 = "d.foo"(%a) : (i32) -> i32\n%1 = "d.foo"(%a) : (i32) -> i64\n"d.use"(%0, %1) : (i32, i64) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0 = "d.foo"(%arg0) : (i32) -> i64',
      '"d.use"(%arg0, %0) : (i32, i64) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'same-value',
    rules: 'Pattern { let r = op<d.foo>(x: Value, x) -> (t: Type); replace r with x; }',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0 = "d.foo"(%a, %a) : (i32, i32) -> i32\n%1 = "d.foo"(%a, %b) : (i32, i32) -> i32\n"d.use"(%0, %1) : (i32, i32) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0 = "d.foo"(%arg0, %arg1) : (i32, i32) -> i32',
      '"d.use"(%arg0, %0) : (i32, i32) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'multi-result',
    rules:
      'Pattern { let p = op<d.pair> -> (a: Type, b: Type); let r = op<d.foo>(p.1, p.0); replace r with p.1; }',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0:2 = "d.pair"() : () -> (i32, i32)\n%1 = "d.foo"(%0#1, %0#0) : (i32, i32) -> i32\n%2 = "d.foo"(%0#0, %0#1) : (i32, i32) -> i32\n"d.use"(%1, %2) : (i32, i32) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0:2 = "d.pair"() : () -> (i32, i32)',
      '%1 = "d.foo"(%0#0, %0#1) : (i32, i32) -> i32',
      '"d.use"(%0#1, %1) : (i32, i32) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'op-as-range2',
    rules:
      'Pattern { let p = op<d.pair>; let r = op<d.foo>(p) -> (t: Type); replace r with op<d.bar> -> (t); }',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0:2 = "d.pair"() : () -> (i32, i32)\n%1 = "d.foo"(%0#0, %0#1) : (i32, i32) -> i32\n%2 = "d.foo"(%0#0) : (i32) -> i32\n"d.use"(%1, %2) : (i32, i32) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0:2 = "d.pair"() : () -> (i32, i32)',
      '%1 = "d.bar"() : () -> i32',
      '%2 = "d.foo"(%0#0) : (i32) -> i32',
      '"d.use"(%1, %2) : (i32, i32) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'benefit',
    rules:
      'Pattern A with benefit(1) => replace op<d.foo> -> (t: Type) with op<d.a> -> (t);\nPattern B with benefit(2) => replace op<d.foo> -> (t: Type) with op<d.b> -> (t);',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0 = "d.foo"() : () -> i32\n"d.use"(%0) : (i32) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0 = "d.b"() : () -> i32',
      '"d.use"(%0) : (i32) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'two-new',
    rules:
      'Pattern { let r = op<d.foo>(x: Value) -> (t: Type); rewrite r with { let n = op<d.a>(x) -> (t); let m = op<d.b>(n, n) -> (t); replace r with m; }; }',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n%0 = "d.foo"(%a) : (i32) -> i32\n"d.use"(%0) : (i32) -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '%0 = "d.a"(%arg0) : (i32) -> i32',
      '%1 = "d.b"(%0, %0) : (i32, i32) -> i32',
      '"d.use"(%1) : (i32) -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
  {
    name: 'region',
    rules: 'Pattern => erase op<d.foo>(x: Value);',
    ir: '"d.func"() ({\n^bb0(%a: i32, %b: i32):\n"d.r"() ({\n "d.foo"(%a) : (i32) -> ()\n "d.end"() : () -> ()\n}) : () -> ()\n"d.ret"() : () -> ()\n}) : () -> ()\n',
    expected: [
      '"d.func"() ({',
      '^bb(%arg0: i32, %arg1: i32):',
      '"d.r"() ({',
      '"d.end"() : () -> ()',
      '"d.ret"() : () -> ()',
    ],
  },
];
