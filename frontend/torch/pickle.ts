// Pickles read as data. A pickle is a program for a stack machine that may call any function it names;
// here nothing is called. Names become `PyName`; the few calls that build tensors and lists are handed to
// `rebuild`, every other one and every opcode outside of the list below is refused.

import { type ByteReader, FormatError } from '../common/index.js';

/** A class or function by its module and name. */
export class PyName {
  readonly module: string;
  readonly name: string;
  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }
  get path(): string {
    return `${this.module}.${this.name}`;
  }
}

/** An object of a class, with what was stored of it. */
export class PyObject {
  readonly type: PyName;
  state: PyValue = null;
  constructor(type: PyName) {
    this.type = type;
  }
  /** An attribute of the state; undefined where there is none. */
  field(name: string): PyValue | undefined {
    return this.state instanceof Map ? this.state.get(name) : undefined;
  }
}

/** A tuple, which a list is not. */
export class PyTuple {
  readonly items: readonly PyValue[];
  constructor(items: readonly PyValue[]) {
    this.items = items;
  }
}

/** A tensor as it is stored: a part of a storage seen through a shape and strides. */
export class StoredTensor {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  constructor(
    storage: Storage,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
  ) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/** Numbers of one type behind a key. */
export class Storage {
  readonly type: string;
  readonly key: string;
  readonly count: number;
  constructor(type: string, key: string, count: number) {
    this.type = type;
    this.key = key;
    this.count = count;
  }
}

export type PyValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PyValue[]
  | Map<PyValue, PyValue>
  | PyName
  | PyObject
  | PyTuple
  | StoredTensor
  | Storage;

const MARK = Symbol('mark');

/** Reads one pickle and leaves the reader behind it. Throws FormatError. */
export function readPickle(reader: ByteReader): PyValue {
  return new Unpickler(reader).run();
}

class Unpickler {
  private readonly r: ByteReader;
  private stack: (PyValue | typeof MARK)[] = [];
  private readonly memo = new Map<number, PyValue>();

  constructor(reader: ByteReader) {
    this.r = reader;
  }

  private pop(): PyValue {
    const value = this.stack.pop();
    if (value === undefined || value === MARK)
      return this.r.fail('found a pickle that takes more than it has');
    return value;
  }

  private top(): PyValue {
    const value = this.pop();
    this.stack.push(value);
    return value;
  }

  private popToMark(): PyValue[] {
    const at = this.stack.lastIndexOf(MARK);
    if (at < 0) this.r.fail('found a pickle without its mark');
    const items = this.stack.slice(at + 1) as PyValue[];
    this.stack.length = at;
    return items;
  }

  private line(): string {
    const start = this.r.offset;
    while (this.r.u8() !== 10);
    return new TextDecoder().decode(this.r.bytes.subarray(start, this.r.offset - 1));
  }

  private push(value: PyValue): void {
    this.stack.push(value);
  }

  private remembered(index: number): PyValue {
    const value = this.memo.get(index);
    return value === undefined ? this.r.fail(`found no memo ${index}`) : value;
  }

  run(): PyValue {
    const { r } = this;
    for (;;) {
      const at = r.offset;
      const code = String.fromCharCode(r.u8());
      if (code === '.') return this.pop();
      if (!this.simple(code) && !this.building(code)) {
        throw new FormatError(
          r.where,
          at,
          `found the pickle instruction 0x${code.charCodeAt(0).toString(16)}, which no model needs`,
          'the file is damaged or made to run code, so do not use it',
        );
      }
    }
  }

  /** Instructions that push a value, or move one between stack and memo. */
  private simple(code: string): boolean {
    const { r } = this;
    switch (code) {
      case '\x80':
        r.skip(1);
        return true;
      case '\x95':
        r.skip(8);
        return true;
      case 'N':
        this.push(null);
        return true;
      case '\x88':
        this.push(true);
        return true;
      case '\x89':
        this.push(false);
        return true;
      case 'K':
        this.push(r.u8());
        return true;
      case 'M':
        this.push(r.u16());
        return true;
      case 'J':
        this.push(r.i32());
        return true;
      case '\x8a':
        this.push(long(r.take(r.u8())));
        return true;
      case 'G': {
        const bytes = r.take(8);
        this.push(new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0));
        return true;
      }
      case '\x8c':
        this.push(r.text(r.u8()));
        return true;
      case 'X':
        this.push(r.text(r.u32()));
        return true;
      case '\x8d':
        this.push(r.text(r.u64()));
        return true;
      case 'U':
      case 'C':
        this.push(code === 'U' ? r.text(r.u8()) : r.take(r.u8()));
        return true;
      case 'T':
      case 'B':
        this.push(code === 'T' ? r.text(r.u32()) : r.take(r.u32()));
        return true;
      case 'h':
        this.push(this.remembered(r.u8()));
        return true;
      case 'j':
        this.push(this.remembered(r.u32()));
        return true;
      case 'q':
        this.memo.set(r.u8(), this.top());
        return true;
      case 'r':
        this.memo.set(r.u32(), this.top());
        return true;
      case '\x94':
        this.memo.set(this.memo.size, this.top());
        return true;
      case '0':
        this.pop();
        return true;
      case '2':
        this.push(this.top());
        return true;
      case '(':
        this.stack.push(MARK);
        return true;
      default:
        return false;
    }
  }

  /** Instructions that put values together. */
  private building(code: string): boolean {
    switch (code) {
      case ']':
        this.push([]);
        return true;
      case '}':
        this.push(new Map());
        return true;
      case ')':
        this.push(new PyTuple([]));
        return true;
      case 'l':
        this.push(this.popToMark());
        return true;
      case 't':
        this.push(new PyTuple(this.popToMark()));
        return true;
      case '\x85':
      case '\x86':
      case '\x87': {
        const items = Array.from({ length: code.charCodeAt(0) - 0x84 }, () => this.pop());
        this.push(new PyTuple(items.reverse()));
        return true;
      }
      case 'a':
        this.append([this.pop()]);
        return true;
      case 'e':
        this.append(this.popToMark());
        return true;
      case 's': {
        const value = this.pop();
        this.setItems([this.pop(), value]);
        return true;
      }
      case 'u':
        this.setItems(this.popToMark());
        return true;
      case 'd': {
        const items = this.popToMark();
        this.push(new Map());
        this.setItems(items);
        return true;
      }
      case 'c':
        this.push(new PyName(this.line(), this.line()));
        return true;
      case '\x93': {
        const name = this.pop();
        this.push(new PyName(`${this.pop()}`, `${name}`));
        return true;
      }
      case 'Q':
        this.push(this.storage(this.pop()));
        return true;
      case 'R': {
        const args = this.pop();
        this.push(this.reduced(this.pop(), args));
        return true;
      }
      case '\x81': {
        this.pop();
        const type = this.pop();
        if (!(type instanceof PyName)) this.r.fail('found an object without a class');
        this.push(new PyObject(type as PyName));
        return true;
      }
      case 'b': {
        const state = this.pop();
        const object = this.top();
        if (object instanceof PyObject) object.state = state;
        return true;
      }
      default:
        return false;
    }
  }

  private append(items: readonly PyValue[]): void {
    const list = this.top();
    if (!Array.isArray(list)) this.r.fail('found a list where none is');
    for (const item of items) (list as PyValue[]).push(item);
  }

  private setItems(items: readonly PyValue[]): void {
    const map = this.top();
    if (!(map instanceof Map)) {
      this.r.fail('found a dictionary where none is');
      return;
    }
    for (let i = 0; i + 1 < items.length; i += 2) map.set(items[i], items[i + 1]);
  }

  /** A persistent id: ('storage', type, key, device, count). */
  private storage(id: PyValue): Storage {
    const [word, type, key, , count] = id instanceof PyTuple ? id.items : [];
    const isStorage = word === 'storage' && type instanceof PyName && typeof key === 'string';
    if (!isStorage || typeof count !== 'number' || !(count >= 0))
      return this.r.fail('found no storage behind an id');
    return new Storage(type.name, key, count);
  }

  private reduced(callee: PyValue, args: PyValue): PyValue {
    const items = args instanceof PyTuple ? args.items : [];
    const path = callee instanceof PyName ? callee.path : 'a value';
    switch (path) {
      case 'collections.OrderedDict':
      case 'builtins.dict':
        return new Map();
      case 'torch._utils._rebuild_tensor':
      case 'torch._utils._rebuild_tensor_v2':
        return this.tensor(items);
      case 'torch._utils._rebuild_parameter':
      case 'torch._tensor._rebuild_from_type_v2':
        return items[0] ?? null;
      case 'torch.jit._pickle.build_boollist':
      case 'torch.jit._pickle.build_doublelist':
      case 'torch.jit._pickle.build_intlist':
      case 'torch.jit._pickle.build_tensorlist':
      case 'torch.jit._pickle.restore_type_tag':
        return items[0] ?? null;
      case 'torch.device':
      case 'torch.Size':
        return items[0] ?? null;
      default:
        throw new FormatError(
          this.r.where,
          this.r.offset,
          `found a pickle that calls '${path}'`,
          'nothing of a model file is run; save the weights alone with torch.save(model.state_dict(), …)',
        );
    }
  }

  private tensor([storage, offset, shape, strides]: readonly PyValue[]): StoredTensor {
    const ints = (v: PyValue) => {
      const items = v instanceof PyTuple ? v.items : [null];
      return items.every((n) => Number.isSafeInteger(n) && (n as number) >= 0) && items.length <= 16
        ? (items as number[])
        : this.r.fail('found a tensor with an impossible shape');
    };
    if (!(storage instanceof Storage) || typeof offset !== 'number')
      return this.r.fail('found a tensor without a storage');
    return new StoredTensor(storage, offset, ints(shape), ints(strides));
  }
}

/** A two's complement integer of any length, exact below 2^53. */
function long(bytes: Uint8Array): number {
  let value = 0;
  for (let i = bytes.length - 1; i >= 0; i--) value = value * 256 + bytes[i];
  return bytes.length > 0 && bytes[bytes.length - 1] >= 128 ? value - 256 ** bytes.length : value;
}
