// SPDX-License-Identifier: 0BSD
// Made by registry-maven-plugin; made again by each registry:site.
//
// A CloudFront function (runtime 2.0) for viewer requests: responds where a bucket can't, and sends readers to the stores
// that blobs are in. What it does not know is left to the bucket.

/*STORES*/
var NAME = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
var TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
var DIGEST = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
var ROUTE = /^\/v2\/(.+)\/(manifests|blobs|referrers|tags)\/([^/]+)$/;

function reply(status, text, headers, body) {
  headers['docker-distribution-api-version'] = { value: 'registry/2.0' };
  headers['access-control-allow-origin'] = { value: '*' };
  headers['access-control-expose-headers'] = { value: 'Content-Length, Docker-Content-Digest, ETag, Location' };
  var response = { statusCode: status, statusDescription: text, headers: headers };
  if (body !== null) {
    headers['content-type'] = { value: 'application/json' };
    response.body = { encoding: 'text', data: body };
  }
  return response;
}

function refusal(status, text, code, message) {
  return reply(
    status,
    text,
    { 'cache-control': { value: 'no-store' } },
    JSON.stringify({ errors: [{ code: code, message: message }] })
  );
}

async function handler(event) {
  var request = event.request;
  var path = request.uri.replace(/%3[aA]/g, ':');
  if (path !== '/v2' && path.indexOf('/v2/') !== 0) {
    if (path === '/') {
      request.uri = '/index.html';
    }
    return request;
  }
  if (request.method === 'OPTIONS') {
    return reply(204, 'No Content', {
      'allow': { value: 'GET, HEAD' },
      'access-control-allow-methods': { value: 'GET, HEAD' },
      'access-control-allow-headers': { value: 'Accept, Authorization, If-None-Match, Range' },
      'access-control-max-age': { value: '86400' },
    }, null);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    var no = refusal(405, 'Method Not Allowed', 'UNSUPPORTED', 'this registry is made from files and can only be read');
    no.headers['allow'] = { value: 'GET, HEAD' };
    return no;
  }
  if (path === '/v2' || path === '/v2/') {
    return reply(200, 'OK', { 'cache-control': { value: '@SHORT@' } }, '{}');
  }
  if (path === '/v2/_catalog') {
    return request;
  }
  var route = ROUTE.exec(path);
  if (!route || (route[2] === 'tags' && route[3] !== 'list')) {
    return refusal(404, 'Not Found', 'UNSUPPORTED', 'a registry has nothing at this path');
  }
  var name = route[1];
  var kind = route[2];
  var last = route[3];
  if (name.length > 255 || !NAME.test(name)) {
    return refusal(400, 'Bad Request', 'NAME_INVALID', 'this is not the name of a repository');
  }
  var digest = DIGEST.test(last);
  if (!digest && (kind === 'blobs' || kind === 'referrers' || last.indexOf(':') >= 0)) {
    return refusal(400, 'Bad Request', 'DIGEST_INVALID', 'this is not a digest');
  }
  if (kind === 'manifests' && !digest && !TAG.test(last)) {
    return refusal(404, 'Not Found', 'MANIFEST_UNKNOWN', 'this is not a tag, so nothing has it');
  }
  if (kind === 'blobs') {
    var url;
    try {
      url = await store(name + '@' + last);
      if (url === null) {
        var base = await store(name);
        url = base === null ? null : base + '/' + last.replace(':', '/');
      }
    } catch (e) {
      // it is unknown whether the store has it, so the blob must not be reported absent
      var later = refusal(503, 'Service Unavailable', 'UNAVAILABLE', 'looking up the store failed; try again');
      later.headers['retry-after'] = { value: '5' };
      return later;
    }
    if (url !== null) {
      return reply(307, 'Temporary Redirect', {
        'location': { value: url },
        'docker-content-digest': { value: last },
        'cache-control': { value: '@SHORT@' },
      }, null);
    }
  }
  request.uri = path;
  return request;
}
