import type { Diagnosis, Finding } from '@ticketing-dev/common';

import { columns } from '../columns';
import { countOf } from '../count-of';
import { NoAnswerError } from '../errors';
import type { Outcome, Tools } from '../outcome';
import { type Service, services } from '../services';
import { describeReplicas } from './replicas';

interface FindingOf extends Finding {
  readonly service: Service;
}

/** Clocks of a cluster differ by less. */
const acceptedSkewMs = 2_000;

/** Examines all services: each problem with the page of the runbook that helps. */
export async function doctor(tools: Tools): Promise<Outcome> {
  const missing: string[] = [];
  const found = await Promise.all(
    services.map(async (service) => {
      try {
        return await examine(tools, service);
      } catch (error) {
        if (!(error instanceof NoAnswerError)) throw error;
        missing.push(error.message);
        return [];
      }
    }),
  );
  const counts = missing.length === 0 ? await compareCounts(tools) : [];
  const findings = [...found.flat(), ...counts];
  const isWell = ({ service }: { readonly service: Service }): boolean =>
    !findings.some((each) => each.service === service);
  const well = services.filter(
    (service) => isWell({ service }) && !missing.some((line) => line.startsWith(`${service} `)),
  );
  return {
    lines: [
      ...columns(
        findings.map(({ service, problem, page }) => [service, problem, `docs/runbook/${page}.md`]),
      ),
      ...(well.length > 0 ? [`Nothing found at ${well.join(', ')}`] : []),
      countOf(findings.length, 'problem'),
    ],
    json: { findings, missing },
    isFound: findings.length > 0,
    missing,
  };
}

async function examine({ ask, now }: Tools, service: Service): Promise<FindingOf[]> {
  const before = now().getTime();
  const diagnoses = await ask.getEach<Diagnosis>(service, '/doctor');
  const middle = (before + now().getTime()) / 2;
  const skews = diagnoses.map((each) => Math.round(Date.parse(each.now) - middle));
  const worst = skews.reduce((most, each) => (Math.abs(each) > Math.abs(most) ? each : most), 0);
  const clock: Finding[] =
    Math.abs(worst) > acceptedSkewMs
      ? [{ problem: `its clock differs by ${worst / 1000} s from here`, page: 'stuck-pod' }]
      : [];
  // Instances with the same database find the same.
  const unique = new Map(
    [...diagnoses.flatMap(({ findings }) => findings), ...clock].map((each) => [
      each.problem,
      each,
    ]),
  );
  return [...unique.values()].map((each) => ({ ...each, service }));
}

/** Counts tell that a replica lost rows. Only `replicas verify` tells which. */
async function compareCounts({ ask }: Tools): Promise<FindingOf[]> {
  const replicas = await describeReplicas({ ask });
  const found = await Promise.all(
    replicas.map(async ({ service, name, owner, subjects, count }) => {
      const [created = ''] = subjects;
      const path = `/events/count?subject=${created}`;
      const known = (await ask.get<Record<string, number>>(owner, path))[created] ?? 0;
      if (known === count) return [];
      const problem = `its replica ${name} has ${count} rows, and ${owner} has ${known}: run ops replicas verify ${service}/${name}`;
      return [{ service, problem, page: 'replicas' }];
    }),
  );
  return found.flat();
}
