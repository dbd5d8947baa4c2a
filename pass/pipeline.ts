import { optionsText } from './options.js';
import type { Pass, PassOptions } from './pass.js';

/** One pass in its place in a pipeline: the same pass at two places is two of these. */
export interface PassInstance {
  readonly kind: 'pass';
  readonly pass: Pass;
  readonly options: PassOptions;
  /** Where the text names it. */
  readonly offset?: number;
}

/** Pipelines that run on the operations directly inside: each on those that its anchor names. */
export interface Nest {
  readonly kind: 'nest';
  /** More than one only after `scheduled`. */
  readonly pipelines: readonly Pipeline[];
}

export type PipelineElement = PassInstance | Nest;

/** Passes in order, on an operation of the name `anchor`, or on `any` isolated one. */
export interface Pipeline {
  readonly anchor: string;
  readonly elements: readonly PipelineElement[];
}

/** The text of a pipeline with the value of every option. */
export function pipelineText({ anchor, elements }: Pipeline): string {
  return `${anchor}(${elements.map(elementText).join(',')})`;
}

export function elementText(element: PipelineElement): string {
  if (element.kind === 'nest') return element.pipelines.map(pipelineText).join(',');
  const { pass, options } = element;
  const specs = pass.options ?? [];
  return specs.length === 0 ? pass.name : `${pass.name}{${optionsText(specs, options)}}`;
}

/**
 * The pipeline as it runs: nests that follow each other become one, so that each operation gets all
 * its passes before the next one gets any. They stay apart where the order would change: `any` beside
 * a name that it takes too.
 */
export function scheduled(pipeline: Pipeline, isIsolated: (opName: string) => boolean): Pipeline {
  const elements: PipelineElement[] = [];
  for (const element of pipeline.elements) {
    const last = elements.at(-1);
    if (element.kind === 'nest' && last?.kind === 'nest' && mergeable(last, element, isIsolated)) {
      elements[elements.length - 1] = merged(last, element);
    } else {
      elements.push(element);
    }
  }
  return {
    anchor: pipeline.anchor,
    elements: elements.map((e) =>
      e.kind === 'pass'
        ? e
        : { kind: 'nest', pipelines: e.pipelines.map((p) => scheduled(p, isIsolated)) },
    ),
  };
}

function mergeable(a: Nest, b: Nest, isIsolated: (opName: string) => boolean): boolean {
  const conflicts = (one: Nest, other: Nest) =>
    one.pipelines.some((p) => p.anchor === 'any') &&
    other.pipelines.some((p) => p.anchor === 'any' || isIsolated(p.anchor));
  return !conflicts(a, b) && !conflicts(b, a);
}

function merged(a: Nest, b: Nest): Nest {
  const pipelines = new Map(a.pipelines.map((p) => [p.anchor, p]));
  for (const { anchor, elements } of b.pipelines) {
    const before = pipelines.get(anchor)?.elements ?? [];
    pipelines.set(anchor, { anchor, elements: [...before, ...elements] });
  }
  const byName = (p: Pipeline, q: Pipeline) =>
    Number(p.anchor === 'any') - Number(q.anchor === 'any') || (p.anchor < q.anchor ? -1 : 1);
  return { kind: 'nest', pipelines: [...pipelines.values()].sort(byName) };
}
