// The section "One change, whole" of CONTRIBUTING.md, done on a copy of the project: each block of
// text goes where the sentence before it says, and the commands at the end print what they say.

import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { oneChange } from '../../support/one-change.js';

const section = oneChange(readFileSync('CONTRIBUTING.md', 'utf8'));

interface Step {
  /** The sentence before the block. */
  readonly says: string;
  readonly language: string;
  readonly text: string;
}

const steps: readonly Step[] = [
  ...section.matchAll(/^([^\n]+)\n\n```(\w*)\n([\s\S]*?)^```$/gm),
].map(([, says, language, text]) => ({ says, language, text }));
const edits = steps.filter((s) => s.language !== 'console');
const commands = steps
  .filter((s) => s.language === 'console')
  .flatMap((s) => s.text.split(/^\$ /m).slice(1));

/** Writes the text of a step; the path that it went to. */
function apply(root: string, { says, text }: Step): string {
  const where = /(at the end of|as|in) `([^`]+)`(?: after `([^`]+)`)?[.:]/.exec(says);
  assert.ok(where, `no place in: ${says}`);
  const [, how, path, anchor] = where!;
  const file = join(root, path);
  if (how === 'as') {
    assert.not.ok(existsSync(file), `${path} is there already`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return path;
  }
  if (how === 'at the end of') {
    appendFileSync(file, `\n${text}`);
    return path;
  }
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = lines.flatMap((line, i) => (line.includes(anchor) ? [i] : []));
  assert.is(found.length, 1, `'${anchor}' stands ${found.length} times in ${path}`);
  lines.splice(found[0] + 1, 0, text.trimEnd());
  writeFileSync(file, lines.join('\n'));
  return path;
}

function copyOfProject(): string {
  const root = mkdtempSync(join(tmpdir(), 'npu-change-'));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    encoding: 'utf8',
  });
  for (const file of files.split('\0')) {
    if (file !== '' && existsSync(file)) cpSync(file, join(root, file));
  }
  symlinkSync(realpathSync('node_modules'), join(root, 'node_modules'));
  return root;
}

test('the table of places holds', () => {
  const operation = section.slice(0, section.indexOf('**A pass'));
  const touched = edits.filter((s) => operation.includes(s.text));
  // A spec, a meaning, a rule, a test.
  assert.is(touched.length, 4);
  assert.is(edits.length - touched.length, 4);
});

test('the steps do what they say, with one build', () => {
  const root = copyOfProject();
  try {
    for (const step of edits) apply(root, step);
    assert.is(commands.filter((c) => /build/.test(c)).length, 1);
    const { NODE_V8_COVERAGE: _, NPU_RULE_COVERAGE: __, ...env } = process.env;
    for (const command of commands) {
      const [line, ...expected] = command.trimEnd().split('\n');
      const [program, ...args] = line.split(' ');
      const done = spawnSync(program, args, { cwd: root, encoding: 'utf8', env });
      const printed = done.stdout + done.stderr;
      assert.is(done.status, 0, `${line}\n${printed}`);
      for (const piece of expected) assert.match(printed, piece, line);
    }
    assert.match(readFileSync(join(root, 'docs/dialects/nn.md'), 'utf8'), 'nn.cube');
    assert.match(readFileSync(join(root, 'docs/passes.md'), 'utf8'), 'symbol-publicize');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test.run();
