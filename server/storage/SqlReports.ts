import type { Kysely } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import type { ShownReport, StoredReport } from '../domain/social/storedReport.ts';
import type { Reports } from '../ports.ts';
import { areTwoPlayers } from './areTwoPlayers.ts';
import { deleteInBatches } from './deleteInBatches.ts';
import type { Schema } from './schema.ts';

export class SqlReports implements Reports {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async add({ reporter, player, reason, text, at, evidence }: StoredReport): Promise<boolean> {
    if (!(await areTwoPlayers(this.#db, reporter, player))) return false;
    const said = { reason, text: text.replaceAll('\0', ''), at: Math.floor(at), evidence: JSON.stringify(evidence) };
    await this.#db
      .insertInto('reports')
      .values({ reporter_id: reporter, player_id: player, ...said })
      .onConflict((conflict) => conflict.columns(['reporter_id', 'player_id']).doUpdateSet(said))
      .execute();
    return true;
  }

  async latest(limit: number, before?: { at: number; reporter: PlayerId; player: PlayerId }): Promise<ShownReport[]> {
    const rows = await this.#db
      .selectFrom('reports')
      .leftJoin('players as reporter', 'reporter.id', 'reports.reporter_id')
      .leftJoin('players as player', 'player.id', 'reports.player_id')
      .select(['reporter_id', 'player_id', 'reason', 'text', 'at', 'evidence'])
      .select(['reporter.name as reporterName', 'player.name as playerName'])
      .$if(before !== undefined, (query) =>
        query.where(({ eb, refTuple, tuple }) => {
          const { at, reporter, player } = before as NonNullable<typeof before>;
          return eb(refTuple('at', 'reporter_id', 'player_id'), '<', tuple(at, reporter, player));
        }),
      )
      .orderBy('at', 'desc')
      .orderBy('reporter_id', 'desc')
      .orderBy('player_id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ reporter_id, player_id, reporterName, playerName, evidence, ...said }) => ({
      ...said,
      evidence: evidence === null ? [] : JSON.parse(evidence),
      reporter: reporter_id,
      player: player_id,
      reporterName: reporterName ?? undefined,
      playerName: playerName ?? undefined,
    }));
  }

  prune(before: number): Promise<number> {
    return deleteInBatches((rows) =>
      this.#db
        .deleteFrom('reports')
        .where(({ eb, refTuple, selectFrom }) =>
          eb(
            refTuple('reporter_id', 'player_id'),
            'in',
            selectFrom('reports')
              .select(['reporter_id', 'player_id'])
              .where('at', '<', Math.floor(before))
              .limit(rows)
              .$asTuple('reporter_id', 'player_id'),
          ),
        )
        .executeTakeFirst(),
    );
  }
}
