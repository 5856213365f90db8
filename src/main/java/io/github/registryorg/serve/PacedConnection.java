package io.github.registryorg.serve;

import java.io.IOException;
import java.net.Socket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParserFactory;

/** An HTTP connection that informs its input which part of a request comes next. */
final class PacedConnection extends DefaultBHttpServerConnection {

    private final PacedInput input;

    private PacedConnection(PacedInput input, Http1Config limits) {
        super(
                "http",
                limits,
                null,
                null,
                null,
                null,
                new DefaultHttpRequestParserFactory(limits, null, RequestTarget.AS_SENT),
                null);
        this.input = input;
    }

    static PacedConnection of(Socket socket, Http1Config limits) throws IOException {
        PacedConnection connection = new PacedConnection(((PlainListener.PlainSocket) socket).paced(), limits);
        connection.bind(socket);
        return connection;
    }

    @Override
    public ClassicHttpRequest receiveRequestHeader() throws HttpException, IOException {
        input.awaitHead();
        ClassicHttpRequest request = super.receiveRequestHeader();
        input.awaitBody();
        return request;
    }
}
