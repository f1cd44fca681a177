import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

import { eventually } from '@ticketing-dev/common/testing';
import { repository } from '@ticketing-dev/local';

import { EVENT_MS } from './market';
import { type Answer, Person } from './person';

interface Script {
  readonly listen: 'prerequest' | 'test';
  readonly script: { readonly exec: readonly string[] };
}

/** A request of a collection in Postman's format v2.1, with its scripts. */
export interface Item {
  readonly name: string;
  readonly event: readonly Script[];
  readonly request: {
    readonly method: string;
    readonly url: { readonly raw: string };
    readonly body?: { readonly raw: string };
  };
}

interface Collection {
  readonly variable: readonly { readonly key: string; readonly value: string }[];
  readonly item: readonly { readonly name: string; readonly item: readonly Item[] }[];
}

const FILE = path.join(repository, 'docs/postman/ticketing.postman_collection.json');

export function readCollection(): Collection {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Collection;
}

/** Sends a collection's requests as Postman does, and knows as much of `pm` as our scripts use. */
export class Postman {
  private readonly variables: Map<string, string | number>;

  constructor(
    { variable }: Collection,
    private readonly person = new Person(),
  ) {
    this.variables = new Map(variable.map(({ key, value }) => [key, value]));
    // Requests go to the person's shop, wherever that is.
    this.variables.set('baseUrl', '');
  }

  /** Resolves when the request's own tests pass. A service that may not have heard yet is asked again. */
  async send({ request, event }: Item): Promise<void> {
    const run = (listen: Script['listen'], answer?: Answer<unknown>): void => {
      for (const { script } of event.filter((each) => each.listen === listen)) {
        runInNewContext(script.exec.join('\n'), { pm: this.pm(answer) });
      }
    };
    // Payments is told of an order, and of its end.
    const mayBeBehind = ({ status }: Answer<unknown>): boolean =>
      status === 404 || request.url.raw.endsWith('/api/payments');
    run('prerequest');
    const answer = await eventually(async () => {
      const body = request.body && (JSON.parse(this.fill(request.body.raw)) as unknown);
      const answer = await this.person.call(request.method, this.fill(request.url.raw), body);
      if (mayBeBehind(answer)) run('test', answer);
      return answer;
    }, EVENT_MS);
    if (!mayBeBehind(answer)) run('test', answer);
  }

  private fill(text: string): string {
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = this.variables.get(name);
      assert.ok(value !== undefined, `the collection has no variable ${name}`);
      return String(value);
    });
  }

  private pm(answer: Answer<unknown> | undefined) {
    const expectation = (actual: unknown) => ({
      to: { eql: (expected: unknown) => assert.deepEqual(actual, expected) },
    });
    return {
      collectionVariables: {
        get: (name: string) => this.variables.get(name),
        set: (name: string, value: string | number) => void this.variables.set(name, value),
      },
      response: {
        json: () => answer?.body,
        to: { have: { status: (code: number) => assert.equal(answer?.status, code) } },
      },
      expect: expectation,
      test: (_name: string, check: () => void) => check(),
    };
  }
}
