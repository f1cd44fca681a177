// Jest cannot load this ES module, so the test runs it as a program.
import { readFileSync } from 'node:fs';

import { createConfig, lintFromString } from '@redocly/openapi-core';

const source = readFileSync(process.argv[2], 'utf8');
const config = await createConfig({
  extends: ['recommended'],
  rules: {
    // `npm start` is a server, too, and GET /api/users/currentuser has nothing that a caller can do wrong.
    'no-server-example.com': 'off',
    'operation-4xx-response': 'off',
    // `/api/tickets/passes/{orderId}` and `/api/tickets/{id}/stream`: neither `passes` nor `stream` is an id.
    'no-ambiguous-paths': 'off',
  },
});
const problems = await lintFromString({ source, config });
const lines = problems.map(
  ({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`,
);
process.stdout.write(JSON.stringify(lines));
