package peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What a Java user would write: two losses with Spring MVC and Jackson. */
@SpringBootApplication(proxyBeanMethods = false)
public class PlainSpring {

    public static void main(String[] args) {
        SpringApplication.run(PlainSpring.class, args);
    }
}
