import { describe, expect, it } from 'vitest';
import { canonical } from '../../../../drills/command/preflight/image.ts';

describe('the full name of an image', () => {
  it.each([
    ['1pro/app', 'docker.io/1pro/app:latest'],
    ['app', 'docker.io/library/app:latest'],
    ['1pro/app:2', 'docker.io/1pro/app:2'],
    ['localhost/1pro/app', 'localhost/1pro/app:latest'],
    ['registry.example:5000/app', 'registry.example:5000/app:latest'],
    ['registry.example/team/app@sha256:abc', 'registry.example/team/app@sha256:abc'],
  ])('of %s is %s', (short, full) => {
    expect(canonical(short)).toBe(full);
  });
});
