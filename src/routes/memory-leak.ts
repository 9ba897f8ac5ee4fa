import { courseFault } from './course-fault.ts';

/** `GET /memory-leak`: the course's URL for `POST /faults/memory-leak`. */
export const memoryLeak = courseFault('memory-leak');
