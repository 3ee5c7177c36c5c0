package dev.sidestep.quickstart.console.web;

import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Just enough of Spring MVC for one page: a handful of named beans instead of auto-configuration,
 * which would cost the demo a second of its start.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@Import({SpringConsoleController.class, SpringConsoleErrors.class})
class SpringConsoleConfiguration implements WebMvcConfigurer {
  @Bean
  ServletRegistrationBean<DispatcherServlet> dispatcher(WebApplicationContext context) {
    ServletRegistrationBean<DispatcherServlet> registration =
        new ServletRegistrationBean<>(new DispatcherServlet(context), "/");
    registration.setLoadOnStartup(1);
    return registration;
  }

  @Bean
  FilterRegistrationBean<SpringConsoleGuard> guard(ConsoleSettings settings) {
    FilterRegistrationBean<SpringConsoleGuard> registration =
        new FilterRegistrationBean<>(new SpringConsoleGuard(settings.address().getHostAddress()));
    registration.setUrlPatterns(List.of("/*"));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/static/")
        .setCacheControl(CacheControl.noCache());
  }

  /** No route takes anything to validate; the usual validator would be half of the start. */
  @Override
  public Validator getValidator() {
    return new Validator() {
      @Override
      public boolean supports(Class<?> type) {
        return false;
      }

      @Override
      public void validate(Object target, Errors errors) {}
    };
  }

  /** Bytes, text and files; the JSON is written by {@link JacksonConsoleJson}. */
  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
    builder
        .disableDefaults()
        .addCustomConverter(new ByteArrayHttpMessageConverter())
        .addCustomConverter(new StringHttpMessageConverter())
        .addCustomConverter(new ResourceHttpMessageConverter());
  }
}
