/** How tools read their arguments. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Arguments, readArguments, type ToolSpec } from '../../../tools/common/options.js';

const TOOL: ToolSpec = {
  name: 'npu-x',
  usage: 'file',
  summary: 'A tool.',
  options: {
    o: { value: 'FILE', help: 'output' },
    I: { value: 'DIR', repeated: true, help: 'folder' },
    limit: { value: 'N', help: 'limit' },
    'verify-each': { help: 'verify' },
    d: { help: 'short switch' },
    split: { value: 'M', optional: true, help: 'split' },
  },
  more: async () => ({ cse: { value: 'OPTIONS', optional: true, repeated: true, help: '' } }),
};

async function read(...argv: string[]) {
  let [out, err] = ['', ''];
  const result = await readArguments(TOOL, argv, {
    cwd: '.',
    stdin: async () => new Uint8Array(0),
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { result, out, err };
}

async function given(...argv: string[]): Promise<Arguments> {
  const { result, err } = await read(...argv);
  assert.instance(result, Arguments, err);
  return result as Arguments;
}

test('values behind =, as the next word, or at the letter', async () => {
  for (const argv of [['-o', 'f'], ['-of'], ['-o=f'], ['--o=f']]) {
    assert.is((await given(...argv)).value('o'), 'f', argv.join(' '));
  }
  assert.is((await given('--limit', '3')).integer('limit'), 3);
  assert.is((await given('-limit=0x10')).integer('limit'), 16);
});

test('switches', async () => {
  assert.is((await given()).on('verify-each', true), true);
  assert.is((await given('--verify-each=false')).on('verify-each', true), false);
  assert.is((await given('-verify-each')).on('verify-each'), true);
  assert.is((await given('-d', 'x')).on('d'), true);
});

test('an optional value is never the next word', async () => {
  const args = await given('--split', 'file');
  assert.is(args.value('split'), '');
  assert.is(args.file, 'file');
  assert.is((await given('--split=#')).value('split'), '#');
});

test('order is kept; options may be found out late', async () => {
  const args = await given('--cse', '-I', 'a', '--cse=x=1', '-Ib', '-');
  assert.equal(
    args.given.map((o) => `${o.name}:${o.value}`),
    ['cse:', 'I:a', 'cse:x=1', 'I:b'],
  );
  assert.equal(args.all('I'), ['a', 'b']);
  assert.equal(args.files, ['-']);
});

test('-- ends the options', async () => {
  assert.equal((await given('--', '--limit')).files, ['--limit']);
});

const misuse: readonly [readonly string[], RegExp][] = [
  [['--limt=3'], /unknown option '--limt=3'; did you mean '--limit'\?/],
  [['--verify-eahc'], /did you mean '--verify-each'\?/],
  [['-o'], /'-o' needs a value/],
  [['--limit=1', '--limit=2'], /'--limit' is given twice/],
  [['-d=3'], /'-d' is a switch, it takes no value '3'/],
];
for (const [argv, message] of misuse) {
  test(`misuse: ${argv.join(' ')}`, async () => {
    const { result, out, err } = await read(...argv);
    assert.is(result, 2);
    assert.is(out, '');
    assert.match(err, message);
    assert.match(err, /^npu-x: error: .*\n$/);
  });
}

test('numbers that are none', async () => {
  const args = await given('--limit=many');
  assert.throws(() => args.integer('limit'), /'--limit' takes a whole number, not 'many'/);
});

test('help and version', async () => {
  const { result, out } = await read('--help');
  assert.is(result, 0);
  assert.match(out, /^usage: npu-x file\n/);
  for (const name of Object.keys(TOOL.options)) assert.match(out, name);
  assert.match((await read('--version')).out, /^npu-x \d+\.\d+\.\d+\n$/);
});

test.run();
