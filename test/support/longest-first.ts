import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Starts the slowest files first. Without a cache vitest starts the largest file first, and at the end the
 * other workers wait for one slow file.
 */
const LONGEST = [
  'test/containers/cpu-load-alone.test.ts',
  'test/containers/hostile-clients.test.ts',
  'test/containers/cpu-load.test.ts',
  'test/containers/drain.test.ts',
  'test/browser/page-states.test.ts',
  'test/browser/page-class.test.ts',
  'test/browser/page.test.ts',
  'test/drills/lessons/resize.test.ts',
  'test/drills/lessons/surge.test.ts',
  'test/drills/cluster/kubectl-proxy.test.ts',
  'test/drills/cluster/connection.test.ts',
  'test/docs/commands.test.ts',
];

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((file) => moduleId.endsWith(file));
      return place === -1 ? LONGEST.length : place;
    };
    return projects.flatMap((of) =>
      sorted.filter(({ project }) => project === of).toSorted((a, b) => rank(a) - rank(b)),
    );
  }
}
