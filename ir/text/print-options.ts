import type { ResourceBlob } from '../elements.js';
import type { Value } from '../value.js';

/** One entry of a group of `external_resources`. */
export interface ExternalResource {
  readonly key: string;
  readonly value: boolean | string | ResourceBlob;
}

/** How IR is printed; names and meanings are those of the tools' `--mlir-print-…` options. */
export interface PrintOptions {
  /** Every operation in generic form. */
  readonly generic?: boolean;
  /** Locations behind every operation. */
  readonly debugInfo?: boolean;
  /** Locations in a form for people that cannot be read back. */
  readonly prettyDebugInfo?: boolean;
  /** No aliases: each operation's text stands alone. */
  readonly localScope?: boolean;
  /** Behind each value the names of its users, as a comment. */
  readonly valueUsers?: boolean;
  /** `{...}` in the place of regions. */
  readonly skipRegions?: boolean;
  /** No name of a value is used twice in the module. */
  readonly uniqueIds?: boolean;
  /** What a value is called (without `%`), for an operation that is printed alone. */
  readonly valueName?: (value: Value) => string;
  /** `dense<…>` of more elements than this, unless all are equal, print as `dense_resource<__elided__>`. */
  readonly elideElementsIfLarger?: number;
  /** `dense<…>` of more elements than this print as hex; -1: never. Default 100. */
  readonly hexIfLarger?: number;
  /** Resource strings longer than this are left out of the `{-# … #-}` section. */
  readonly elideResourcesIfLarger?: number;
  /** Entries for the section's `external_resources` by group. */
  readonly externalResources?: ReadonlyMap<string, readonly ExternalResource[]>;
}
