// The worked examples of CONTRIBUTING.md are what the project does: each stands in its source, and a
// call of a tool under a text prints what the page says.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-opt.js';
import { withoutOneChange } from '../../support/one-change.js';

const page = withoutOneChange(readFileSync('CONTRIBUTING.md', 'utf8'));

interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

const blocks: readonly CodeBlock[] = [
  ...page.matchAll(/^([ \t]*)```(\w*)\n([\s\S]*?)^\1```/gm),
].map(([, indent, language, text]) => ({
  language,
  text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
}));

/** Without blanks: a page may break lines elsewhere. */
const dense = (text: string) => text.replace(/\s+/g, '');

const files = execFileSync('git', ['ls-files', '*.ts', '*.td', '*.pdll', '*.mlir'], {
  encoding: 'utf8',
}).split('\n');
const sources = files
  .filter((file) => file !== '' && !file.includes('docs/contributing.test'))
  .map((file) => dense(readFileSync(file, 'utf8')));

test('every quoted piece stands in a source', () => {
  const quoted = blocks.filter(
    ({ language, text }) => !['mlir', 'console'].includes(language) && !text.startsWith('npm '),
  );
  assert.ok(quoted.length > 15);
  // `…` stands for what is left out.
  const missing = quoted.filter(({ text }) => {
    const parts = text.split('…').map(dense);
    return !sources.some((source) => parts.every((part) => source.includes(part)));
  });
  assert.equal(
    missing.map(({ text }) => text),
    [],
  );
});

test('every call prints what the page says', async () => {
  let input = '';
  let calls = 0;
  for (const { language, text } of blocks) {
    if (language === 'mlir') input = text;
    if (language !== 'console') continue;
    const [command, ...expected] = text.trimEnd().split('\n');
    const [, tool, ...argv] = command.split(' ');
    assert.is(tool, 'npu-opt');
    let printed = '';
    const take = (piece: string | Uint8Array) => {
      printed += Buffer.from(piece as Uint8Array).toString('utf8');
    };
    const stdin = async () => Buffer.from(input);
    const io = { cwd: process.cwd(), stdin, stdout: take, stderr: take };
    assert.is(await main(argv, io), 0, printed);
    assert.match(printed, expected.join('\n'));
    calls++;
  }
  assert.ok(calls > 1);
});

test.run();
