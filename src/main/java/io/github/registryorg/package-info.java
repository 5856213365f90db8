/**
 * The whole flow. {@link io.github.registryorg.StaticRegistry} is the table of contents: one short method an operation,
 * a request in, a result out. Knows every stage and nothing of Maven.
 *
 * <p>The description of each package has what it owns and refuses; {@code ArchitectureTest} has the table of which
 * may import which, and fails for an edge that is missing from it or not used. The kernel ({@code problem}, {@code
 * file}, {@code work}, {@code net}, {@code oci}) is open to all. Every package is {@code @NullMarked}: what may be null
 * is {@code @Nullable}, and {@code mvn -Pnullness clean compile} checks it. Where changes go:
 *
 * <ul>
 *   <li>a new host: a class beside the others in {@code host}, and its line in {@code Host.all}; what it can do is data
 *   <li>a client, or what a client needs: {@code client}, {@code Client} and {@code Requirement}
 *   <li>a front matter key: the JSON Schema of its kind, and the record in {@code metadata} that holds it
 *   <li>another forge: {@code contribute}, a subclass of {@code Forge} and a constant of {@code ForgeKind}
 *   <li>one more kind of source: {@code source}, an {@code ImageSource} and a constant of {@code SourceKind}; what reads
 *       a file format is in {@code source.file}
 *   <li>a new finding: {@code check}, a {@code Check} in {@code Inspection}, and its code in {@code problem}
 *   <li>another kind of store: {@code store}, an address in {@code StoreAddress} and a {@code BlobStore} that passes
 *       {@code BlobStoreContract}
 *   <li>another form of credential to search for: {@code secret}, a row of {@code SecretFormat}
 *   <li>a path of the site: {@code tree}, {@code Endpoint}; then {@code serve} and the hosts, which {@code ApiContract}
 *       asks the same
 *   <li>what a page shows: the view in {@code page} and its template; {@code site} fills it in
 *   <li>a question that {@code probe} asks: {@code probe}, a {@code Fault} and the class of its area
 *   <li>a goal: request, result and operation in the package of its stage, a method of {@code StaticRegistry}, a class in
 *       {@code mojo}
 * </ul>
 */
@NullMarked
package io.github.registryorg;

import org.jspecify.annotations.NullMarked;
