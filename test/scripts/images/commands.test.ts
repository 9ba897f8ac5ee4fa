import { describe, expect, test } from 'vitest';
import { commandsFor } from '../../../scripts/images/commands.ts';
import { engineNamed } from '../../../scripts/images/engine.ts';
import { imagePrefixIn } from '../../../scripts/images/prefix.ts';

const wanted = { prefix: 'registry.example.com/you', pushes: true };
const lines = (engine: string, ...options: string[]) =>
  commandsFor({ ...wanted, engine: engineNamed(engine), options }).map((words) => words.join(' '));

describe('npm run images', () => {
  test('builds three images and pushes them', () => {
    expect(lines('docker', '--platform', 'linux/amd64')).toEqual([
      'docker build --tag registry.example.com/you/app --file Dockerfile --platform linux/amd64 .',
      'docker build --tag registry.example.com/you/app-update --file Dockerfile --build-arg APP_VERSION=2.0.0 --platform linux/amd64 .',
      'docker build --tag registry.example.com/you/app-error --file Dockerfile.error --platform linux/amd64 .',
      'docker push registry.example.com/you/app',
      'docker push registry.example.com/you/app-update',
      'docker push registry.example.com/you/app-error',
    ]);
  });

  test('for several architectures: one name with docker, a list made anew with podman', () => {
    const platforms = ['--platform', 'linux/amd64,linux/arm64'];

    expect(lines('docker', ...platforms)[0]).toContain('build --tag registry.example.com/you/app ');
    const [first, build, , , push] = lines('podman', ...platforms);
    expect(first).toBe(
      'podman rmi --ignore registry.example.com/you/app registry.example.com/you/app-update registry.example.com/you/app-error',
    );
    expect(build).toContain('podman build --manifest registry.example.com/you/app ');
    expect(push).toBe('podman manifest push --all registry.example.com/you/app');
  });

  test('takes an engine with options of its own', () => {
    expect(lines('nerdctl --namespace k8s.io')[0]).toContain('nerdctl --namespace k8s.io build --tag ');
  });
});

test('a prefix that cannot begin a name is told with an example', () => {
  const prefixOf = (IMAGE_PREFIX: string) => () => imagePrefixIn({ IMAGE_PREFIX });

  expect(prefixOf('registry.example.com/you')()).toBe('registry.example.com/you');
  expect(prefixOf('https://registry.example.com/you/')).toThrow('e.g. registry.example.com/you');
});
