package dev.nabla.web.connection;

import java.nio.charset.StandardCharsets;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.buf.CharsetHolder;
import org.apache.tomcat.util.net.SocketEvent;

/** Marks the begin and the end of each request at its connection, and gives the request access to it. */
record PacedAdapter(Adapter adapter) implements Adapter {

    /** The note of a request that holds its socket; Tomcat takes low numbers. */
    static final int SOCKET = 31;

    private static final CharsetHolder UTF_8 = CharsetHolder.getInstance(StandardCharsets.UTF_8);

    @Override
    public void service(Request request, Response response) throws Exception {
        if (request.getContentType() != null) {
            // The charset of a Content-Type may be no name of one at all, over which Spring stumbles when it writes a problem.
            request.setCharsetHolder(UTF_8);
        }
        if (request.getNote(SOCKET) instanceof PacedSocket socket) {
            request.setAttribute(ClientConnection.ATTRIBUTE, socket);
            socket.beginRequest(bodyLength(request));
            adapter.service(request, response);
            socket.endRequest();
        } else {
            adapter.service(request, response);
        }
    }

    /** The declared length of the body; -1 if there is none. Two lengths, or one that is no number, are refused later. */
    private static long bodyLength(Request request) {
        try {
            return request.getContentLengthLong();
        } catch (IllegalArgumentException _) {
            return -1;
        }
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return adapter.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
        return adapter.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long time) {
        adapter.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        adapter.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return adapter.getDomain();
    }
}
