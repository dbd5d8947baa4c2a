// Examples in documents are tests: every ```mlir block in a description of a spec and in a Markdown
// file parses, verifies, and prints to text that parses to the same, in custom and in generic form.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { instructionOf } from '../../../dialects/isa/index.js';
import {
  type Context,
  DiagnosticError,
  parseSource,
  printOperation,
  renderDiagnostic,
  verify,
} from '../../../ir/index.js';
import { withoutOneChange } from '../../support/one-change.js';

const DIALECTS = readdirSync('dialects', { withFileTypes: true })
  .filter((e) => e.isDirectory() && existsSync(join('dialects', e.name, 'index.ts')))
  .map((e) => e.name)
  .filter((name) => existsSync(join('dialects', name, `${name}.td`)) && name !== 'common');

async function loaded(): Promise<Context> {
  const context = await createContext();
  await context.load(...DIALECTS);
  return context;
}

/** Throws with the diagnostics when the text is no valid example. */
function checkExample(context: Context, text: string, name: string): void {
  const said: string[] = [];
  const stop = context.onDiagnostic((d) => said.push(renderDiagnostic(d)));
  try {
    const module = parseSource(context, text, name);
    assert.ok(verify(context, module), `${name} does not verify:\n${said.join('')}`);
    for (const generic of [false, true]) {
      const once = printOperation(module, { generic });
      const again = parseSource(context, once, `${name} (printed)`);
      assert.ok(verify(context, again), `${name} printed does not verify:\n${said.join('')}`);
      assert.is(printOperation(again, { generic }), once, `${name}, generic = ${generic}`);
      assert.is(printOperation(again), printOperation(module), `${name}, back to custom form`);
    }
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    assert.unreachable(renderDiagnostic(error.diagnostic));
  } finally {
    stop();
  }
}

function blocksOf(markdown: string): string[] {
  return [...markdown.matchAll(/^([ \t]*)```mlir\n([\s\S]*?)^\1```/gm)].map((m) => m[2]);
}

const context = await loaded();

for (const dialect of DIALECTS) {
  const ops = context.loadedOps.filter((op) => op.dialect === dialect);
  test(`${dialect}: the example of each of ${ops.length} operations`, () => {
    for (const { name, spec } of ops) {
      const examples = blocksOf(spec?.description ?? '');
      // The operations of instructions come from target/isa.td: their shortest form is the example.
      if (instructionOf(name)) examples.push(`func.func @example() {\n  ${name}\n  return\n}\n`);
      assert.ok(examples.length > 0, `'${name}' has no example in its description`);
      for (const text of examples) {
        assert.match(text, name.replace(/^(func|builtin|pdl)\./, ''), `the example of '${name}'`);
        checkExample(context, text, name);
      }
    }
  });
}

const PAGES = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'].filter((f) => existsSync(f)),
  ...['docs', 'dialects'].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((f) => join(folder, String(f)))
      .filter((f) => f.endsWith('.md')),
  ),
];

for (const page of PAGES) {
  const text = withoutOneChange(readFileSync(page, 'utf8'));
  const blocks = blocksOf(text);
  if (blocks.length > 0) {
    test(`${page}: ${blocks.length} examples`, () => {
      blocks.forEach((block, i) => {
        checkExample(context, block, `${page}, example ${i + 1}`);
      });
    });
  }
}

test('links between pages lead somewhere', () => {
  const broken = PAGES.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)]
      .filter((m) => !existsSync(join(page, '..', m[1])))
      .map((m) => `${page}: ${m[1]}`),
  );
  assert.equal(broken, []);
});

test.run();
