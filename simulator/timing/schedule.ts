/** The result of the timing simulation: who does what when. */

/** What a functional unit does at a moment of the schedule. */
export type Action =
  | 'read' // capture the patch or the operands
  | 'read-end' // the last byte of them has left the memory
  | 'weights' // capture a weight stream from SRAM
  | 'weights-end'
  | 'compute' // the array has the block's sums
  | 'write-begin' // the first byte of the result may reach the memory
  | 'drain' // the output stage has taken the block's sums; its results are on their way
  | 'write' // the result is in memory
  | 'host' // the host has run its kernel
  | 'retire';

export interface ScheduledAction {
  readonly action: Action;
  readonly step: number;
}

export type Stage =
  | 'fetch'
  | 'weights'
  | 'table'
  | 'load'
  | 'compute'
  | 'store'
  | 'exec'
  | 'transfer'
  | 'host';

/** A stage that was busy with a step from `start` to `end`, in cycles. */
export interface Span {
  readonly step: number;
  readonly stage: Stage;
  readonly start: number;
  readonly end: number;
}

export interface Timing {
  readonly cycles: number;
  readonly schedule: readonly ScheduledAction[];
  readonly spans: readonly Span[];
  /** Cycle at which each step retired. */
  readonly retired: Float64Array;
  /** Off-chip bytes that each step moved, its command and table included. */
  readonly offChipBytes: Float64Array;
}
