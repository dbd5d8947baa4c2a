import { FormatError } from '../common/index.js';

/** A parameter of a layer: numbers (one, or a list) or a text. */
export type ParamValue = readonly number[] | string;

export interface NcnnLayer {
  readonly type: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** By the number that the layer's type gives a meaning to. */
  readonly params: ReadonlyMap<number, ParamValue>;
  readonly line: number;
}

const MAGIC = '7767517';
const MOST_LAYERS = 1 << 18;
/** Lists have the number -23300 - id. */
const LIST_BASE = -23300;

/** Reads a .param. Throws FormatError with the line. */
export function readParam(text: string, file: string): NcnnLayer[] {
  const lines = text.split('\n');
  const fail = (line: number, found: string): never => {
    throw new FormatError(
      `${file}:${line}`,
      undefined,
      found,
      'the file is damaged or no ncnn .param',
    );
  };
  if (lines[0]?.trim() !== MAGIC) fail(1, `found '${lines[0]?.slice(0, 20)}', expected ${MAGIC}`);
  const [layerCount] = (lines[1] ?? '').trim().split(/\s+/).map(Number);
  if (!(layerCount > 0 && layerCount <= MOST_LAYERS)) fail(2, `found ${layerCount} layers`);
  const layers: NcnnLayer[] = [];
  for (let i = 2; i < lines.length && layers.length < layerCount; i++) {
    const words = lines[i].trim().split(/\s+/);
    if (words.length === 1 && words[0] === '') continue;
    const [type, name] = words;
    const [ins, outs] = [Number(words[2]), Number(words[3])];
    if (words.length < 4) {
      fail(i + 1, `found ${words.length} words, expected a type, a name, and two counts`);
    }
    if (!(ins >= 0 && outs >= 0 && 4 + ins + outs <= words.length)) {
      fail(i + 1, `found ${words[2]} inputs and ${words[3]} outputs, but not their names`);
    }
    layers.push({
      type,
      name,
      inputs: words.slice(4, 4 + ins),
      outputs: words.slice(4 + ins, 4 + ins + outs),
      params: readParams(words.slice(4 + ins + outs), (found) => fail(i + 1, found)),
      line: i + 1,
    });
  }
  if (layers.length !== layerCount)
    fail(lines.length, `found ${layers.length} layers, expected ${layerCount}`);
  return layers;
}

function readParams(
  words: readonly string[],
  fail: (found: string) => never,
): Map<number, ParamValue> {
  const params = new Map<number, ParamValue>();
  for (const word of words) {
    const at = word.indexOf('=');
    const key = Number(word.slice(0, at));
    if (at < 1 || !Number.isInteger(key)) fail(`found '${word}', expected 'number=value'`);
    const value = word.slice(at + 1);
    if (/^"/.test(value)) {
      params.set(key, value.replace(/^"|"$/g, ''));
      continue;
    }
    const numbers = value.split(',').map(Number);
    if (numbers.some(Number.isNaN)) {
      params.set(key, value);
      continue;
    }
    if (key > LIST_BASE) params.set(key, numbers);
    else if (numbers.length !== numbers[0] + 1) fail(`found '${word}', a list of another length`);
    else params.set(LIST_BASE - key, numbers.slice(1));
  }
  return params;
}
