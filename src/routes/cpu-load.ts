import { courseFault } from './course-fault.ts';

/** `GET /cpu-load`: the course's URL for `POST /faults/cpu-load`. */
export const cpuLoad = courseFault('cpu-load');
