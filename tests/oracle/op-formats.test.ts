/**
 * Formats of operations, right and wrong: what `mlir-tblgen` takes is taken here, and what it
 * refuses is refused.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText, readDialects } from '../../tablegen/index.js';
import { hasUpstream, UPSTREAM_INCLUDE } from '../support/upstream.js';

const TOOL = process.env.MLIR_TBLGEN ?? '/usr/lib/llvm-19/bin/mlir-tblgen';

const FORMATS: readonly string[] = [
  '$lhs `,` $rhs attr-dict `:` type($lhs)',
  '$lhs $rhs attr-dict `:` type($lhs) `,` type($rhs) `->` type($res)',
  '$lhs `,` $rhs attr-dict `:` type(operands) `->` type(results)',
  'operands attr-dict `:` functional-type(operands, results)',
  'operands attr-dict `:` functional-type($lhs, results)',
  '$lhs `,` $rhs `:` type($lhs) `,` type($rhs) `,` type($res)',
  'attr-dict $lhs `,` $rhs attr-dict `:` type($lhs) `,` type($rhs) `,` type($res)',
  '$lhs `,` $rhs $mode attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs ($mode^)? attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs (`m` $mode)? attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs (`m` $mode^ $opt^)? attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs (`m`^)? attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs ($lhs^ `x`)? attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs $res attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $lhs `,` $rhs attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs attr-dict `:` type($lhs) type($lhs) `,` type($rhs) `,` type($res)',
  '$lhs `,` $nope attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs `bad word` attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs `` attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs `\\n` attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs attr-dict-with-keyword `:` functional-type(operands, results)',
  '$lhs `,` $rhs attr-dict `:` functional-type(operands results)',
  '$lhs `,` $rhs attr-dict `:` type()',
  '$lhs `,` $rhs attr-dict `:` qualified(type($lhs)) `,` type($rhs) `,` type($res)',
  '$lhs `,` $rhs qualified($mode) attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs qualified($lhs) attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs oilist(`a` $mode | `b` `(` $opt `:` type($opt) `)`) attr-dict `:` type($lhs) `,` type($rhs) `,` type($res)',
  '$lhs `,` $rhs oilist($mode | `b`) attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs custom<Foo>($mode) attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs custom<Foo>($mode, type($res)) attr-dict `:` type($lhs) `,` type($rhs)',
  '$lhs `,` $rhs custom<Foo>(ref($lhs), $mode) attr-dict `:` functional-type(operands, results)',
  'custom<Foo>(ref($lhs)) $lhs `,` $rhs attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs ref($lhs) attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs (`x` $opt^ `:` type($opt))? attr-dict `:` type($lhs) `,` type($rhs) `,` type($res)',
  '$lhs `,` $rhs ($opt^ `:` type($opt)) : (`none`)? attr-dict `:` type($lhs) `,` type($rhs) `,` type($res)',
  '$lhs `,` $rhs ($opt^ `:` type($opt)) : (`none` $mode^)? attr-dict `:` type($lhs) `,` type($rhs) `,` type($res)',
  '$lhs `,` $rhs (`x` $opt^ attr-dict)? `:` type($lhs) `,` type($rhs) `,` type($res)',
  '$lhs `,` $rhs (`x` ($mode^)? $opt^)? attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs $unit attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs (`u` $unit^)? attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs ($unit^)? attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs attr-dict regions `:` functional-type(operands, results)',
  '$lhs `,` $rhs attr-dict successors `:` functional-type(operands, results)',
  '$lhs `,` $rhs prop-dict attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs attr-dict `:` functional-type(operands, $res)',
  '$lhs `,` $rhs attr-dict `:` type($lhs) `,` type($rhs) (`->` type($res)^)?',
  '$lhs `,` $rhs attr-dict `:` functional-type(operands, results) `$`',
  '$lhs `,` $rhs `a.b` `x-y` `_z` `a1` attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs `1` attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs attr-dict `:` type($lhs) `,` type($rhs) `,` type($mode)',
  '$lhs `,` $rhs results attr-dict `:` functional-type(operands, results)',
  'attr-dict',
  '$lhs `,` $rhs attr-dict `:` `(` type($lhs) `)` `,` type($rhs) `,` type($res',
  '$lhs `,` $rhs unknown attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs custom<>($mode) attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs custom<Foo>() attr-dict `:` functional-type(operands, results)',
  '$lhs `,` $rhs custom<Foo>(attr-dict) `:` functional-type(operands, results)',
  '$lhs `,` $rhs custom<Foo>("text") attr-dict `:` functional-type(operands, results)',
];

const spec = (format: string) => `include "mlir/IR/OpBase.td"
def T_D : Dialect { let name = "t"; let cppNamespace = "t"; }
def T_Op : Op<T_D, "op"> {
  let arguments = (ins AnyType:$lhs, AnyType:$rhs, Optional<AnyType>:$opt,
                       OptionalAttr<I32Attr>:$mode, UnitAttr:$unit);
  let results = (outs AnyType:$res);
  let assemblyFormat = [{${format}}];
}
`;

/** What is wrong with the format, or undefined. */
function ours(text: string): string | undefined {
  const [dialect] = readDialects(loadText(text, 'f.td', { includeDirs: [UPSTREAM_INCLUDE] }));
  return dialect.ops[0].formatProblem;
}

if (!existsSync(TOOL) || !hasUpstream) console.log(`skipped: ${TOOL} or its specs are not here`);
else {
  test(`${FORMATS.length} formats`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'format-'));
    try {
      for (const format of FORMATS) {
        const file = join(folder, 'f.td');
        writeFileSync(file, spec(format));
        const { status, stderr } = spawnSync(
          TOOL,
          ['-gen-op-defs', `-I${UPSTREAM_INCLUDE}`, file, '-o', '/dev/null'],
          { encoding: 'utf8' },
        );
        const problem = ours(spec(format));
        assert.is(problem === undefined, status === 0, `${format}\n${problem}\n${stderr}`);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test.run();
