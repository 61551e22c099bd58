/** `GET /metrics` for Prometheus. */
import { Router } from 'express';
import type { Metrics } from '../metrics.ts';
import type { OperatorEntry } from './OperatorEntry.ts';

export const metricsRoute = (entry: OperatorEntry, { registry }: Metrics): Router =>
  Router().get('/', entry.admitScraper, async (_req, res) => {
    res.set({ 'Cache-Control': 'no-store', 'Content-Type': registry.contentType });
    res.send(await registry.metrics());
  });
