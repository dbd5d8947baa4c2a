/**
 * Operators on TensorArrays and TensorLists: loops over time put their steps into them and take them out.
 * When loops are unrolled each is known element by element, so they cost nothing.
 */
import { IntegerType, type Value } from '../../ir/index.js';
import { shapeOfValue, Unsupported } from '../common/index.js';
import type { TfSource } from './source.js';
import { TensorList, Text, type TfValue } from './values.js';

const I32 = IntegerType.get(32);
const MOST_ITEMS = 1 << 16;

function itemsOf(s: TfSource, v: Value): Value[] {
  const [count, ...rest] = shapeOfValue(v);
  if (!(count <= MOST_ITEMS)) throw new Unsupported(`a list of ${count} tensors is too long`);
  return Array.from({ length: count }, (_, i) => {
    const piece = s.net.slice(v, [i, ...rest.map(() => 0)], [1, ...rest]);
    return s.net.reshape(piece, rest);
  });
}

function stacked(s: TfSource, items: readonly (Value | undefined)[]): Value {
  if (items.length === 0 || items.some((v) => v === undefined))
    throw new Unsupported('it stacks a list that is not full');
  const all = (items as readonly Value[]).map((v) => s.net.reshape(v, [1, ...shapeOfValue(v)]));
  return s.net.concat(all, 0);
}

function at(list: TensorList, index: number): Value {
  const found = list.items[index];
  if (!found) throw new Unsupported(`there is nothing at ${index} of the list`);
  return found;
}

function replaced(list: TensorList, index: number, v: Value): TensorList {
  if (!(index >= 0 && index < MOST_ITEMS))
    throw new Unsupported(`the index ${index} is impossible`);
  const items = [...list.items];
  while (items.length <= index) items.push(undefined);
  items[index] = v;
  return new TensorList(items);
}

function empty(count: number): TensorList {
  if (!(count <= MOST_ITEMS)) throw new Unsupported(`a list of ${count} tensors is too long`);
  return new TensorList(Array(Math.max(0, count)).fill(undefined));
}

/** By operator: what it makes of its inputs. */
export const LISTS: Readonly<Record<string, (s: TfSource) => readonly TfValue[]>> = {
  EmptyTensorList: () => [new TensorList([])],
  TensorArrayGatherV3: (s) => [
    stacked(
      s,
      s.ints(1).map((i) => s.list(2).items[i]),
    ),
  ],
  TensorArrayReadV3: (s) => [at(s.list(2), s.int(1))],
  TensorArrayScatterV3: (s) => {
    const places = s.ints(1);
    const items = itemsOf(s, s.input(2));
    return [places.reduce((list, place, i) => replaced(list, place, items[i]), s.list(3))];
  },
  TensorArraySizeV3: (s) => [s.integers([], [s.list(1).items.length], I32)],
  // The handle only names it; what is in it goes along the flow.
  TensorArrayV3: (s) => [new Text(s.name), empty(s.int(0))],
  TensorArrayWriteV3: (s) => [replaced(s.list(3), s.int(1), s.input(2))],
  TensorListFromTensor: (s) => [new TensorList(itemsOf(s, s.input(0)))],
  TensorListGetItem: (s) => [at(s.list(0), s.int(1))],
  TensorListLength: (s) => [s.integers([], [s.list(0).items.length], I32)],
  TensorListPushBack: (s) => [new TensorList([...s.list(0).items, s.input(1)])],
  TensorListReserve: (s) => [empty(s.int(1))],
  TensorListSetItem: (s) => [replaced(s.list(0), s.int(1), s.input(2))],
  TensorListStack: (s) => [stacked(s, s.list(0).items)],
};
