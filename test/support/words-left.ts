/**
 * Names, commands and Kubernetes' own words are the same in every language; two English words in a row are a
 * sentence.
 */
export function wordsLeft(sentence: string): string[] {
  const text = sentence
    .replace(/\b(kubectl|npm|docker|podman|sed|curl|minikube|kind|k3d|timedatectl|chronyc) [^가-힣]*/gu, '')
    .replace(/Get "http.*$|Error: cannot decrease memory limits: .*$/gmu, '') // the kubelet's own words
    .replace(/pods "[^"]+" is forbidden: [^;]*/gu, '') // the API server's own words
    .replace(/GET \/[\w-]+|Save & test|Data sources|get, list, watch|Kubernetes \/ Compute/gu, '');
  const figures = text.match(/\d (?:to|of) \d/gu) ?? [];
  const words = text.match(/(?<![\w./-])[A-Za-z][a-z']+ (?:[a-z']+ )*[a-z']{2,}(?![\w./-])/gu) ?? [];
  return [...figures, ...words];
}
