import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseSource, printOperation } from '../../../ir/index.js';
import { applyPatternsGreedily, patternsOf } from '../../../rewrite/index.js';
import { compilePdll } from '../../../rewrite/pdll/index.js';
import { RECORDED } from './recorded.js';
import { toyContext } from './toy.js';

const BRACES = /^(module|}\)?( : \(\) -> \(\))?$|}\) \{sym_name|"builtin.module")/;

for (const { name, rules, ir, expected } of RECORDED) {
  test(`as mlir-opt: ${name}`, () => {
    const context = toyContext();
    const module = parseSource(context, ir, 'recorded.mlir');
    const table = compilePdll(
      { file: 'r.pdll', text: rules },
      { read: () => undefined, folders: [] },
    );
    applyPatternsGreedily(context, module, patternsOf(table));
    const lines = printOperation(module, { generic: true })
      .split('\n')
      .map((l) => l.trim().replace(/^\^bb\d+/, '^bb'))
      .filter((l) => l !== '' && !BRACES.test(l));
    assert.equal(
      lines,
      expected.filter((l) => !BRACES.test(l)),
    );
  });
}

test.run();
