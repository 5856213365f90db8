// SPDX-License-Identifier: 0BSD
// Made by registry-maven-plugin; made again by each registry:site.
//
// A CloudFront function (runtime 2.0) for viewer responses: names what a bucket has sent. CloudFront calls it for no
// status from 400 on.

var DIGEST = /\/(manifests|blobs)\/(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
var TAG = /\/manifests\/[a-zA-Z0-9_][a-zA-Z0-9._-]*$/;
var PAGE = /^\/(.+\/)?(index\.html)?$|^\/404\.html$/;
var OTHERS = /^\/(v[12]\/|(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\/)+(tags|manifests\/[^\/]+)\/)/;

function handler(event) {
  var headers = event.response.headers;
  headers['access-control-allow-origin'] = { value: '*' };
  headers['x-content-type-options'] = { value: 'nosniff' };
  // what is no page of the site may be a stranger's, whatever its name
  var uri = event.request.uri;
  headers['content-security-policy'] = { value: PAGE.test(uri) && !OTHERS.test(uri) ? "@POLICY@" : "@INERT@" };
  if (event.request.uri.indexOf('/v2/') === 0) {
    headers['docker-distribution-api-version'] = { value: 'registry/2.0' };
    headers['access-control-expose-headers'] = { value: 'Content-Length, Docker-Content-Digest, ETag, Location' };
    var named = DIGEST.exec(event.request.uri);
    // registry:deploy notes the hash of each object beside it
    var noted = headers['x-amz-meta-sha256'];
    if (named) {
      headers['docker-content-digest'] = { value: named[2] };
    } else if (noted && TAG.test(event.request.uri)) {
      headers['docker-content-digest'] = { value: 'sha256:' + noted.value };
    }
  }
  return event.response;
}
