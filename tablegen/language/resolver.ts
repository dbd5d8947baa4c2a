/** What replaces variables by values. */
import type { RecordBase } from './record.js';
import type { Value } from './values.js';
import { UNSET } from './values.js';

export abstract class Resolver {
  /** The record whose fields are being resolved: operations may look at it. */
  readonly record: RecordBase | undefined;
  /** Nothing will be known later that is not known now. */
  final = false;
  constructor(record?: RecordBase) {
    this.record = record;
  }
  abstract lookup(name: string): Value | undefined;
  get keepUnsetBits(): boolean {
    return false;
  }
}

/** Template arguments, loop variables: a few names; their values may mention each other. */
export class MapResolver extends Resolver {
  private readonly map = new Map<string, { value: Value; resolved: boolean }>();

  set(name: string, value: Value): void {
    this.map.set(name, { value, resolved: false });
  }

  lookup(name: string): Value | undefined {
    const entry = this.map.get(name);
    if (entry === undefined) return undefined;
    if (!entry.resolved && this.map.size > 1) {
      // Out of the map while its own value is resolved, which ends recursion.
      this.map.delete(name);
      const value = entry.value.resolve(this);
      this.map.set(name, { value, resolved: true });
      return value;
    }
    return entry.value;
  }
}

/** The fields of a record that mention each other. */
export class RecordResolver extends Resolver {
  /** Made when a first name is asked for: most records are resolved without one. */
  private cache: Map<string, Value | undefined> | undefined;
  private readonly stack: string[] = [];
  private readonly own: RecordBase;
  name: Value | undefined;

  constructor(record: RecordBase) {
    super(record);
    this.own = record;
  }

  lookup(name: string): Value | undefined {
    const cached = this.cache?.get(name);
    if (cached !== undefined) return cached;
    if (this.stack.includes(name)) return undefined;
    let value: Value | undefined;
    const field = this.own.fields.get(name);
    if (field !== undefined) {
      if (field.value !== UNSET) {
        this.stack.push(name);
        value = field.value.resolve(this);
        this.stack.pop();
      }
    } else if (this.name !== undefined && name === this.own.nameText) {
      this.stack.push(name);
      value = this.name.resolve(this);
      this.stack.pop();
    }
    this.cache ??= new Map();
    this.cache.set(name, value);
    return value;
  }

  override get keepUnsetBits(): boolean {
    return true;
  }
}

/** Hides names that an inner `!foreach` binds. */
export class ShadowResolver extends Resolver {
  private readonly outer: Resolver;
  private readonly hidden: readonly string[];
  constructor(outer: Resolver, hidden: readonly string[]) {
    super(outer.record);
    this.outer = outer;
    this.hidden = hidden;
    this.final = outer.final;
  }
  lookup(name: string): Value | undefined {
    return this.hidden.includes(name) ? undefined : this.outer.lookup(name);
  }
  override get keepUnsetBits(): boolean {
    return this.outer.keepUnsetBits;
  }
}

/** Replaces nothing, but notes whether any name (or a given one) was asked for. */
export class TrackingResolver extends Resolver {
  found = false;
  private readonly name: string | undefined;
  constructor(name?: string) {
    super();
    this.name = name;
  }
  lookup(name: string): undefined {
    if (this.name === undefined || this.name === name) this.found = true;
    return undefined;
  }
}
